-- What people counted, one row per count, item, location and bucket; part of the books. A posted one holds whatever is posted
-- later of the time before it: its difference changes then (decision 348).
create table shelf_count (
    count_id    bigint        generated always as identity primary key,
    message_id  uuid          not null,
    sku         text          not null,
    location    text          not null,
    bucket      text          not null,
    quantity    numeric(20,5) not null,                 -- as counted
    picked      numeric(20,5) not null,                 -- picked and left out of the count: the books have both together
    expected    numeric(20,5) not null,                 -- what the books had at counted_at without picked, when it was decided
    counted_at  timestamptz   not null,
    state       text          not null check (state in ('pending', 'posted', 'refused', 'superseded')),
    reason      text,                                   -- why it waits or has no effect
    counter     text,
    photo       text,
    recorded_at timestamptz   not null,
    decided_by  text,
    decided_at  timestamptz,
    unique (message_id, sku, location, bucket)
);
create index shelf_count_posted on shelf_count (sku, location, bucket, counted_at, message_id) where state = 'posted';
create index shelf_count_state on shelf_count (state, count_id);

-- The newest posted count of an item and location, so that a posting sees without a query that nothing in it is older.
alter table stock_balance add column counted_at timestamptz;
