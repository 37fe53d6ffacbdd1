-- Files that were read to their end or rejected. A row is written with the last of the file's documents, so it decides
-- after a crash whether the file is read again or only moved.

create table source_file (
    connection  text        not null,
    flow        text        not null,
    identity    text        not null,                -- SHA-256 of what makes a file the same, in hex
    name        text        not null,
    size        bigint      not null,                -- bytes
    modified_at timestamptz not null,
    sha256      text        not null,
    state       text        not null check (state in ('done', 'rejected')),
    documents   bigint      not null,                -- stored, bad rows among them
    code        text,                                -- why it is rejected
    part        text,                                -- the part of its name by which one is expected daily
    settled_at  timestamptz not null,
    moved_at    timestamptz,                         -- null while it may still lie where it came
    primary key (connection, flow, identity)
);
create index source_file_name on source_file (connection, flow, name);
create index source_file_part on source_file (connection, flow, part, settled_at) where part is not null;
create index source_file_settled on source_file (connection, flow, settled_at);
