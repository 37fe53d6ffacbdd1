-- The outbox: one lane per (destination, key), delivered in order.

create table outbox_lane (
    destination      text        not null,              -- connection.flow
    key              text        not null,
    event_type       text        not null,
    state            text        not null check (state in ('due', 'in_flight', 'delivered', 'dead')),
    sequence         bigint      not null,              -- of the desired state
    desired          text        not null,              -- the canonical event the destination should hold next, as JSON
    occurred_at      timestamptz not null,              -- of the business fact behind the desired state
    message_id       uuid        not null,              -- the message that set it
    delivered_sequence bigint    not null default 0,
    delivered_at     timestamptz,
    attempts         integer     not null default 0,    -- of the desired state
    failed_since     timestamptz,                       -- first failure of the desired state: age decides exhaustion
    retry_at         timestamptz,                       -- due, but not before; null on the ordinary path
    waiting_on       text,                              -- due, but held on this key (a cross reference)
    epoch            bigint      not null default 0,    -- grows with every claim; an outcome counts only with its epoch
    lease_until      timestamptz,                       -- in flight: by database time
    delivery_id      uuid,                              -- in flight: the frozen attempt
    claimed_sequence bigint,                            -- in flight: the sequence that is under way
    primary key (destination, key)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);
-- No index on state or sequence: the ordinary path stays heap-only (HOT). A node tells its own delivery workers which
-- lanes it wrote; after a restart or a takeover they are found by walking the primary key.
create index outbox_lane_retry on outbox_lane (destination, retry_at) where retry_at is not null;
create index outbox_lane_waiting on outbox_lane (waiting_on) where waiting_on is not null;

-- Lanes that must tell every event, not only the newest, queue them here.
create table outbox_entry (
    destination text        not null,
    key         text        not null,
    sequence    bigint      not null,
    document    text        not null,
    occurred_at timestamptz not null,
    message_id  uuid        not null,
    primary key (destination, key, sequence)
);

-- A frozen attempt: the bytes and the idempotency key are stored before the first call and repeated until resolved.
create table delivery (
    delivery_id     uuid        primary key,
    destination     text        not null,
    idempotency_key text        not null,
    request         text        not null,               -- method, path, headers without secrets, as JSON
    body            bytea       not null,
    items           integer     not null,
    state           text        not null check (state in ('in_flight', 'unknown', 'delivered', 'refused', 'failed')),
    calls           integer     not null default 0,
    status          integer,                            -- of the last answer
    answer          text,                               -- of the last answer, size-capped
    created_at      timestamptz not null,
    finished_at     timestamptz
) with (fillfactor = 80);
create index delivery_open on delivery (destination, created_at) where state in ('in_flight', 'unknown');

create table connection_state (
    connection text        primary key,
    paused     boolean     not null default false,
    reason     text,
    changed_by text,
    changed_at timestamptz not null
);
