-- What locations are asked to pick and send: one row per order, location, method and generation. A cancelled one is not
-- taken up again: what is asked for later is of the next generation.
create table fulfilment_request (
    request_id   text        primary key,
    system       text        not null,
    order_id     text        not null,
    order_number text        not null,
    location     text        not null,
    method       text        not null,               -- a type of config/fulfilment.yaml
    generation   integer     not null,
    sequence     bigint      not null,               -- grows with what is told
    state        text        not null,               -- open, done, cancelled
    promised_at  timestamptz,
    lines        text        not null,               -- JSON: [{id, sku, quantity, open, picked}, ...]
    told         bytea       not null,               -- SHA-256 of what was told last
    message_id   uuid        not null,
    requested_at timestamptz not null,
    updated_at   timestamptz not null,
    unique (system, order_id, location, method, generation)
) with (fillfactor = 80);
create index fulfilment_request_open on fulfilment_request
    (location, coalesce(promised_at, 'infinity'), request_id) where state = 'open';
create index fulfilment_request_of_day on fulfilment_request (location, requested_at);
