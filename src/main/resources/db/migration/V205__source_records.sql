-- What the full reads of a listing have seen: the key and the body of each record, and the read that saw it last.
create table source_record (
    connection text   not null,
    flow       text   not null,
    record_key text   not null,
    generation bigint not null,
    body_hash  uuid   not null,
    primary key (connection, flow, record_key)
);

-- What a read no longer had is looked up by the reads before it.
create index source_record_generation on source_record (connection, flow, generation);
