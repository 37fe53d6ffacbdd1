-- What belongs to orders beside their goods: payments, refunds and returns, each fact once. A return may be there before its
-- order.
create table order_fact (
    fact_key    text        primary key,
    system      text        not null,   -- of the order
    order_id    text        not null,
    event_type  text        not null,
    message_id  uuid        not null,
    occurred_at timestamptz not null,
    body        text        not null    -- the canonical event, as JSON
);
create index order_fact_order on order_fact (system, order_id);

-- What was moved because returns of an order tell of the same goods, or of goods that had not left: in whose name, from the
-- customer into a bucket; below zero: out of it again. All of an order's rows are what its returns amount to, less what
-- they say one by one.
create table order_return_move (
    system     text    not null,
    order_id   text    not null,
    message_id uuid    not null,
    sku        text    not null,
    location   text    not null,
    bucket     text    not null,
    quantity   numeric not null
);
create index order_return_move_order on order_return_move (system, order_id);
create index order_return_move_message on order_return_move (message_id);
