-- When connections whose silence means something were last heard, and how long they are usually silent (decision 416).
create table source_heard (
    connection  text        primary key,
    heard_at    timestamptz not null,
    gap_seconds numeric                                  -- moving average between two documents; null: only one was heard
);
