-- Returns as they were told, and what people decided about goods that came back.

create table goods_return (
    return_no    bigint      generated always as identity primary key,
    message_id   uuid        not null unique,
    fact_key     text        not null,
    system       text        not null,
    return_id    text        not null,
    order_system text,                                  -- of the order that it names, as far as it says
    order_id     text,
    returned_at  timestamptz not null,
    received_at  timestamptz not null,
    money        text        not null                   -- its currency, totals and tenders, as JSON
);
create index goods_return_order on goods_return (order_id) where order_id is not null;

create table goods_return_line (
    message_id uuid    not null references goods_return (message_id) on delete cascade,
    line_no    integer not null,                        -- from 1, as the return tells its lines
    line_id    text    not null,
    sku        text    not null,
    quantity   numeric not null,
    location   text,
    bucket     text    not null,                        -- where the goods went; none: nothing was received
    condition  text,
    decided    numeric not null default 0,              -- of the quantity, what left that bucket by a decision
    primary key (message_id, line_no)
);
create index goods_return_line_sku on goods_return_line (sku);
create index goods_return_line_waits on goods_return_line (message_id) where bucket = 'quality_hold' and decided < quantity;

-- A decision is the message of its movements.
create table return_decision (
    decision_no bigint      generated always as identity primary key,
    decision_id uuid        not null unique,
    message_id  uuid        not null references goods_return (message_id) on delete cascade,
    line_no     integer     not null,
    quantity    numeric     not null,
    goes_to     text        not null,                   -- sellable, damaged, vendor
    reason      text        not null,
    decided_by  text        not null,
    decided_at  timestamptz not null
);
create index return_decision_message on return_decision (message_id);
