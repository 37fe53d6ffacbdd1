-- Figures that are to be told anew although no stock moved: a rule began or ended, a condition was set, the rules changed.

-- One row: boundaries of rules up to told_until are in availability_due.
create table availability_clock (
    one         boolean     primary key default true check (one),
    told_until  timestamptz not null,
    rules       text        not null                    -- SHA-256 of the files that the figures were told by
);

create table availability_due (
    due_id         bigint      generated always as identity primary key,
    due_at         timestamptz not null,
    reason         text        not null,                -- such as rule:web-day, condition:storm, rules
    channel        text,                                -- only what its destinations are told; null: all
    scope          text        not null check (scope in ('all', 'abc_class', 'category', 'sku')),
    scope_value    text        not null,
    locations      text[],                              -- null: all
    after_sku      text        not null default '',     -- where the telling stands
    after_location text        not null default ''
);
create index availability_due_at on availability_due (due_at, due_id);

-- What is so for a while, set by people or tools.
create table availability_condition (
    name       text        primary key,
    active     boolean     not null,
    from_at    timestamptz,
    to_at      timestamptz,
    changed_by text        not null,
    changed_at timestamptz not null
);
