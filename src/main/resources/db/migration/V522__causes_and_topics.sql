-- The message that changed a balance last, by goods or by a promise: whoever asks why a figure is so begins there.

alter table stock_balance add column changed_by uuid;       -- of a cart that asks over the API: its reservation; null: before

-- When a topic of a connection was last heard, of one register or of all (decision 490).
create table topic_heard (
    connection  text        not null,
    topic       text        not null,                   -- an event type, such as sale
    register    text        not null default '',        -- '': the topic as a whole
    location    text        not null default '',        -- the register's
    heard_at    timestamptz not null,
    gap_seconds numeric,                                -- moving average between two documents; null: only one was heard
    primary key (connection, topic, register, location)
);

-- Locations of which nobody knows what is there, because a register of theirs is silent.
create table stale_location (
    location   text        primary key,
    connection text        not null,
    topic      text        not null,
    register   text        not null,
    last_heard timestamptz not null,
    floored    boolean     not null                     -- false: what was told last is kept; true: zero is told
);
