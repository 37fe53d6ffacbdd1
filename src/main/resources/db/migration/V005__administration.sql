create table audit_entry (
    sequence      bigint      primary key,
    at            timestamptz not null,
    actor         text        not null,
    action        text        not null,
    subject       text        not null,
    detail        text        not null,                 -- as JSON
    previous_hash bytea       not null,
    hash          bytea       not null                  -- SHA-256 over the previous hash and this row
);

create table lease (
    name       text        primary key,
    holder     text        not null,
    epoch      bigint      not null,
    expires_at timestamptz not null                     -- by database time
);

create table mapping_version (
    subject     text        not null,
    version     integer     not null,
    sha256      text        not null,
    imported_at timestamptz not null,
    primary key (subject, version)
);

-- A connection's plans as they ran, numbered from 1; an unchanged plan keeps its number over restarts and nodes.
create table generation (
    connection  text        not null,
    generation  integer     not null,
    plan_sha256 text        not null,
    started_at  timestamptz not null,
    primary key (connection, generation)
);

create table idempotent_request (
    client      text        not null,
    key         text        not null,
    body_sha256 bytea       not null,
    status      integer,                                -- null: still running
    answer      text,
    created_at  timestamptz not null,
    primary key (client, key)
);
