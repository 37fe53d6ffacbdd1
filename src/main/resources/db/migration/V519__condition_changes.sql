-- Conditions are set by connectors too, for one location or for all, and all that was said of them is kept.

alter table availability_condition add column location text not null default '';      -- '': everywhere
alter table availability_condition add column message_id uuid;
alter table availability_condition drop constraint availability_condition_pkey;
alter table availability_condition add primary key (name, location);

-- What was said, by whom and when; availability_condition holds what was said last of each, by its own time.
create table availability_condition_change (
    change_id   bigint      generated always as identity primary key,
    name        text        not null,
    location    text        not null,
    active      boolean     not null,
    from_at     timestamptz,
    to_at       timestamptz,
    changed_by  text        not null,
    changed_at  timestamptz not null,
    message_id  uuid,                                    -- null: a person or a tool over the API
    recorded_at timestamptz not null
);
create index availability_condition_change_of on availability_condition_change (name, location, changed_at desc);
create index availability_condition_change_message on availability_condition_change (message_id)
    where message_id is not null;
create index availability_condition_change_age on availability_condition_change (recorded_at);

insert into availability_condition_change (name, location, active, from_at, to_at, changed_by, changed_at, recorded_at)
select name, location, active, from_at, to_at, changed_by, changed_at, changed_at from availability_condition;
