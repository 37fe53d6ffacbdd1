-- The message record. One row per message, in exactly one state at a time; the raw document lies beside it.

create table message (
    message_id       uuid        primary key,           -- UUIDv7, given at accept: sorts by arrival
    parent_id        uuid,                              -- the document this message was cut from or fetched for
    connection       text        not null,
    flow             text        not null,              -- an inbound flow, or fetch:<name>
    state            text        not null check (state in ('accepted', 'fetching', 'held', 'posted', 'skipped', 'dead')),
    reason           text,                              -- code of why it is skipped, held or dead
    receipt_key      text,
    business_key     text,
    event_type       text,
    fact_key         text,
    mapping          text,
    mapping_version  integer,
    mapping_sha256   text,
    generation       integer,
    received_at      timestamptz not null,
    occurred_at      timestamptz,
    settled_at       timestamptz,                       -- when it was posted, skipped or died
    attempts         integer     not null default 0,
    due_at           timestamptz,                       -- accepted and fetching: not before
    lease_until      timestamptz,                       -- accepted and fetching: a worker has it, by database time
    hold_key         text,                              -- held: the one thing it waits for
    hold_until       timestamptz,                       -- held: then it becomes a dead letter
    fetch_plan       text,                              -- fetching: {"fetch": name, "args": {...}} as JSON
    resolved         text,                              -- references found when it was translated, as JSON
    traceparent      text
) with (fillfactor = 90);

-- Only what waits is indexed by time, so that posted history costs nothing.
create index message_due on message (due_at) where state in ('accepted', 'fetching');
create index message_held on message (hold_key, message_id) where state = 'held';
create index message_hold_deadline on message (hold_until) where state = 'held';
create index message_business_key on message (business_key, message_id) where business_key is not null;
create index message_parent on message (parent_id) where parent_id is not null;

create table message_raw (
    message_id    uuid        primary key,
    content_type  text,
    headers       text        not null,                 -- the flow's allowed headers, as JSON
    body          bytea       not null,                 -- as received, payment card numbers redacted
    original_hmac bytea                                 -- keyed HMAC of the bytes before redaction, if any were redacted
) with (toast_tuple_target = 8160);
alter table message_raw alter column body set storage external;

-- What happened to a message after its first pass; a message that was posted at once has no row here.
create table message_attempt (
    attempt_id bigint      generated always as identity primary key,
    message_id uuid        not null,
    at         timestamptz not null,
    stage      text        not null,
    outcome    text        not null,                    -- posted, skipped, held, released, retry, dead, replayed
    code       text,
    detail     text
);
create index message_attempt_message on message_attempt (message_id, attempt_id);

-- Repeats, recognised early. Decides nothing about the books; forgotten after the flow's keep.
create table receipt (
    connection  text        not null,
    flow        text        not null,
    receipt_key text        not null,
    message_id  uuid        not null,
    received_at timestamptz not null,
    primary key (connection, flow, receipt_key)
);

-- A poller's place in its source, moved in the transaction that stores what was read.
create table source_cursor (
    connection text        not null,
    flow       text        not null,
    state      text        not null,                    -- as JSON
    updated_at timestamptz not null,
    primary key (connection, flow)
);
