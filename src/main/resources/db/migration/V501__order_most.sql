-- The most that any revision of an order wanted of a line, where its posted one wants less or none (decision 469). An order
-- keeps what is wanted now; what was refunded is held against this. Rows stay as long as their order.
create table order_most (
    system   text           not null,
    order_id text           not null,
    line_id  text           not null,
    sku      text           not null,
    quantity numeric(20, 5) not null,
    primary key (system, order_id, line_id)
);
