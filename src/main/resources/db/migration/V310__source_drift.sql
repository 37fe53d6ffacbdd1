-- The shape of what a source sends, by connection and mapping, and what changed in it.

create table source_stream (
    connection text    not null,
    subject    text    not null,                        -- of the mapping
    documents  bigint  not null,                        -- looked at by all nodes; the first hundred only teach
    primary key (connection, subject)
);

create table source_shape (
    connection    text        not null,
    subject       text        not null,
    path          text        not null,                 -- JSON Pointer, * for elements and for keys that are data
    type          text        not null,                 -- object, array, text, number, bool, null; keyed: its children are data
    documents     bigint      not null,
    last_document bigint      not null,                 -- of source_stream.documents
    usual         boolean     not null default false,   -- in nearly all documents that taught
    first_seen    timestamptz not null,
    last_seen     timestamptz not null,
    last_message  uuid,
    primary key (connection, subject, path, type)
);

create table source_drift (
    drift_id   bigint generated always as identity primary key,
    connection text        not null,
    subject    text        not null,
    kind       text        not null,                    -- new_field, changed_type, vanished_field
    path       text        not null,
    before     text        not null,                    -- types, with a comma; empty for a new field
    after      text        not null,                    -- empty for a vanished field
    message_id uuid,                                    -- of first sight; of a vanished field the last that had it
    noticed_at timestamptz not null,
    seen_by    text,
    seen_at    timestamptz,
    unique (connection, subject, kind, path, after)
);
create index source_drift_open on source_drift (drift_id) where seen_at is null;
