-- Orders of the retailer to suppliers. What of them is announced and arrived is in advance_notice_line and receipt_sum.
create table purchase_order (
    number       text        primary key,                       -- what the supplier is told and its answers name
    position     bigint      not null generated always as identity,
    state        text        not null check (state in ('draft', 'sent', 'received', 'cancelled')),
    supplier     text        not null,
    location     text        not null,                          -- where the goods are to arrive
    currency     text,
    expected_at  timestamptz,
    revision     integer     not null default 0,                -- of what the supplier was told; 0: nothing yet
    created_at   timestamptz not null,
    created_by   text        not null,
    ordered_at   timestamptz,
    cancelled_at timestamptz
);
create unique index purchase_order_position on purchase_order (position);
create index purchase_order_sent on purchase_order (position) where state = 'sent';

create table purchase_order_line (
    number       text           not null references purchase_order,
    line         integer        not null,                       -- from 1
    sku          text           not null,
    quantity     numeric(20, 5) not null check (quantity > 0),  -- base units
    pack_units   numeric(20, 5) check (pack_units > 0),         -- base units in a pack; the quantity is whole packs
    pack_unit    text,
    supplier_sku text,
    unit_price   numeric,                                       -- of a base unit, in the order's currency
    primary key (number, line),
    unique (number, sku)
);
create index purchase_order_line_sku on purchase_order_line (sku);
