-- Transfers between locations (decision 425). What a movement belongs to is written on it, so that transfers are sums over
-- movements and a repost of any of their events needs no rule of its own.
alter table stock_movement
    add column consignment text,                          -- transfer|system|id: what the goods travel under
    add column why         text,                          -- the source's own word for the reason
    add column lot         text,
    add column serial      text;

-- One row for each event of a transfer, and for each closing by a person.
create table stock_transfer_event (
    message_id    uuid        primary key,                -- of a closing by a person: an id of its own
    consignment   text        not null,
    kind          text        not null,                   -- sent, received, closed
    from_location text,
    to_location   text,
    occurred_at   timestamptz not null,
    closes        boolean     not null,
    closed_by     text,                                   -- a person; null: the source
    why           text
);
create index stock_transfer_event_consignment on stock_transfer_event (consignment);

-- A transfer as its events make it; written anew from them whenever one comes, so that their order does not matter.
create table stock_transfer (
    consignment   text        primary key,
    number        bigint      not null generated always as identity,
    system        text        not null,
    transfer_id   text        not null,
    from_location text,
    to_location   text,
    sent_at       timestamptz,                            -- null: only receipts have come
    received_at   timestamptz,                            -- the last
    closed_at     timestamptz,
    closer        uuid,                                   -- the event that closed it: what is lost is moved in its name
    state         text        not null default 'open' check (state in ('open', 'received', 'closed'))
);
create unique index stock_transfer_state on stock_transfer (state, number);

-- Sums over the movements of a transfer, kept with them: in transit are sent less received less lost.
create table stock_transfer_line (
    consignment text           not null,
    sku         text           not null,
    sent        numeric(20, 5) not null default 0,
    received    numeric(20, 5) not null default 0,
    lost        numeric(20, 5) not null default 0,
    primary key (consignment, sku)
);
create index stock_transfer_line_under_way on stock_transfer_line (sku) where sent - received - lost <> 0;
