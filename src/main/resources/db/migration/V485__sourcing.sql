-- Where the hub decided that an order's lines are taken from, as JSON: {line: [{location, quantity, rule, why, at}, ...]}.
-- Null: nothing decided. What the source told stays as it is.
alter table sales_order add column allocations text;

-- Orders with lines that no location could serve yet. One row an order; it goes with the last of them.
create table sourcing_wait (
    system     text        not null,
    order_id   text        not null,
    skus       text[]      not null,
    since      timestamptz not null,
    tried_at   timestamptz not null,   -- balances that changed since may help
    again_at   timestamptz,            -- what is kept back may be drawn on from then
    looked_at  timestamptz not null,   -- a look takes those that were not looked at for longest
    primary key (system, order_id)
);
create index sourcing_wait_looked_at on sourcing_wait (looked_at);
