-- Delivery: what claiming, repeating and fencing need beside the lane.

alter table outbox_lane
    add column level           numeric,                 -- the figure of a level (availability): decides what may wait
    add column delivered_level numeric,                 -- the figure the destination was told last
    add column backlog         integer not null default 0, -- a lane that tells every event: entries not yet told
    add column batch_limit     integer,                 -- due after a refused batch: at most so many lanes per call
    add column dead_letter     boolean not null default false; -- an unresolved dead letter names this lane

-- The frozen attempt owns its lanes while it is open: it names them, so that a takeover needs no index on lanes.
alter table delivery
    add column keys         text[]      not null default '{}',
    add column sequences    bigint[]    not null default '{}', -- what each key is told, in the order of the batch
    add column levels       numeric[]   not null default '{}',
    add column epoch        bigint      not null default 1,    -- grows with every takeover and repetition
    add column lease_until  timestamptz,                -- by database time; null: nobody is calling
    add column call_at      timestamptz,                -- the next repetition, not before
    add column failed_since timestamptz,                -- first call without a known outcome: age decides exhaustion
    add column taken_over   boolean     not null default false; -- an older call may still be under way

-- When the breaker of a client was open: such time does not count towards giving up.
create table breaker_outage (
    client    text        not null,                     -- connection.client
    opened_at timestamptz not null,
    closed_at timestamptz,
    primary key (client, opened_at)
);
