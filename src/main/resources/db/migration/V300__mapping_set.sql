-- The active set: which versions, activations and value maps all nodes translate by. Files are proposals for it.

create table mapping_set (
    only_row   boolean primary key default true check (only_row),
    generation bigint  not null                         -- grows by one with every change of any of them
);
insert into mapping_set (generation) values (0);

alter table mapping_version
    add column text       text,                         -- of the file; null when it was imported before this was kept
    add column generation bigint not null default 0;    -- of the set, since which it is there

create table mapping_activation (
    subject     text        not null,
    number      integer     not null check (number > 0), -- its place among the subject's rows, counted from 1
    version     integer     not null,
    basis       text        not null check (basis in ('event_time', 'received_time')),
    counts_from timestamptz not null,
    decided_at  timestamptz not null,
    decided_by  text        not null,
    why         text        not null,
    connections text[]      not null,                   -- empty: all
    rollback_of integer,                                -- the version that this row withdraws
    backdate    boolean     not null,
    sha256      text        not null,                   -- over the values, as in mappings.lock
    generation  bigint      not null,                   -- of the set, since which it is there
    primary key (subject, number)
);

create table value_map_version (
    name       text        not null,
    version    integer     not null check (version > 0),
    text       text        not null,                    -- as a file of mappings/valuemaps
    sha256     text        not null,                    -- over what it says; layout and comments do not count
    changed_at timestamptz not null,
    changed_by text        not null,                    -- 'files' when a file brought it
    why        text        not null,
    generation bigint      not null,                    -- of the set, since which it is there
    primary key (name, version)
);

-- What was active once stays as it was.
create function mapping_set_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only; append a further row or version instead', tg_table_name using errcode = '55000';
end $$;

create trigger mapping_activation_append_only before update or delete or truncate on mapping_activation
    for each statement execute function mapping_set_is_append_only();
create trigger value_map_version_append_only before update or delete or truncate on value_map_version
    for each statement execute function mapping_set_is_append_only();
create trigger mapping_version_append_only before delete or truncate on mapping_version
    for each statement execute function mapping_set_is_append_only();
create trigger mapping_version_unchanged before update on mapping_version
    for each row when (old.text is not null or new.sha256 <> old.sha256)
    execute function mapping_set_is_append_only();

-- A batch that posts holds the set to the end of its transaction: what it translated by is what counts when it commits.
-- A statement of a function sees what committed while the one before it waited.
create function mapping_set_held() returns bigint language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(x'74696c6c6d617073'::bigint);
    return (select generation from mapping_set);
end $$;

-- A change waits until every batch under the set before has ended, and lets none begin until it has ended itself.
create function mapping_set_locked() returns bigint language plpgsql as $$
begin
    perform pg_advisory_xact_lock(x'74696c6c6d617073'::bigint);
    return (select generation from mapping_set);
end $$;
