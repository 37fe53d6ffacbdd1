-- What a channel gave free: a request of before that, which comes later, holds nothing (decision 457).
create table reservation_tombstone (
    reservation_id uuid        not null,
    line_id        text        not null,                  -- empty: the whole cart
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    primary key (reservation_id, line_id)
);
create index reservation_tombstone_recorded on reservation_tombstone (recorded_at);
