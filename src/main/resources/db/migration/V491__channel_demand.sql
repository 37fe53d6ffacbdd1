-- What orders of a connection want of an item, cancelled ones not counted, by the hour in which they were placed. Kept for
-- connections whose channel has a quota, from its beginning on (decision 414); the sum of differences, as a balance is.
create table channel_demand (
    connection text           not null,
    sku        text           not null,
    placed_at  timestamptz    not null,                  -- the beginning of the hour
    quantity   numeric(20, 5) not null,
    primary key (sku, connection, placed_at)
);
create index channel_demand_placed on channel_demand (placed_at);
