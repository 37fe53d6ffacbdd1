-- What suppliers announce, and what of it has arrived (decision 426). Nothing here is stock.
create table advance_notice (
    consignment    text        primary key,               -- notice|system|id
    number         bigint      not null generated always as identity,
    message_id     uuid        not null,
    system         text        not null,
    notice_id      text        not null,
    supplier       text,
    purchase_order text,
    location       text,
    carrier        text,
    sent_at        timestamptz not null,
    expected_at    timestamptz
);
create unique index advance_notice_number on advance_notice (number);
create index advance_notice_message on advance_notice (message_id);

-- One row for each item of a notice. Dated promises read what remains.
create table advance_notice_line (
    consignment    text           not null,
    sku            text           not null,
    location       text,                                  -- null: the notice does not say
    purchase_order text,
    sent_at        timestamptz    not null,
    expected_on    date,                                  -- in the time zone of the connection that told it
    expected       numeric(20, 5) not null,
    received       numeric(20, 5) not null default 0,     -- more than expected is kept and raised
    remaining      numeric(20, 5) not null generated always as (greatest(expected - received, 0)) stored,
    primary key (consignment, sku)
);
create index advance_notice_line_order on advance_notice_line (purchase_order) where purchase_order is not null;
create index advance_notice_line_open on advance_notice_line (sku, location, expected_on) where remaining > 0;

-- Sums over the movements of receipts that name a notice (notice|system|id) or else an order (purchase_order|number).
create table receipt_sum (
    consignment text           not null,
    sku         text           not null,
    received    numeric(20, 5) not null,
    primary key (consignment, sku)
);
