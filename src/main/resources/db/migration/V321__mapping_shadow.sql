-- Shadow runs: a version that translates beside the active one for a time. What differs is counted by each process for
-- itself, in a part of its own that it writes over every second; parts of one run add up. No document is kept.
create table mapping_shadow (
    shadow_id   uuid        primary key,
    subject     text        not null,
    version     integer     not null,
    sha256      text        not null,
    connections text[]      not null,   -- empty for all
    sample      text        not null,   -- the share of documents, as a decimal
    why         text        not null,
    started_by  text        not null,
    started_at  timestamptz not null,
    ends_at     timestamptz not null,
    stopped_at  timestamptz             -- ended by hand
);
create index mapping_shadow_subject on mapping_shadow (subject, started_at);

create table mapping_shadow_part (
    shadow_id  uuid        not null references mapping_shadow,
    part       uuid        not null,    -- one process, from its start to its end
    report     text        not null,    -- as JSON, in the shape of a diff's
    dropped    bigint      not null,    -- documents that were not translated, because too many waited
    updated_at timestamptz not null,
    primary key (shadow_id, part)
);
