-- What senders of EDI files are told of them. A row is written with the file's mark and holds the bytes, so that a crash
-- leaves it owed or written, and never two different ones. Numbers of interchanges are counted per connection; what is rolled back leaves no gap.

create table acknowledgement (
    connection text        not null,
    control    bigint      not null,                -- of its first interchange
    flow       text        not null,
    file       text        not null,                -- the name of what is acknowledged
    name       text        not null,                -- under which it is written
    body       bytea       not null,
    owed_at    timestamptz not null,
    written_at timestamptz,                         -- null while it is owed
    primary key (connection, control)
);
create index acknowledgement_owed on acknowledgement (connection, flow, control) where written_at is null;

create table interchange_number (
    connection text   primary key,
    last       bigint not null
);
