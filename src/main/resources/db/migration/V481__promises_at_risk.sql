-- Promises that there are no goods for (decision 456). The claim stays as it is and counts; what of it is at risk stands here.
-- Rows are written only by who has locked the balance of their item and location.
create table promise_risk (
    claim_key   text           primary key,
    sku         text           not null,
    location    text           not null,
    quantity    numeric(20, 5) not null check (quantity > 0),
    rule        text           not null,                  -- why it and not the next one
    spared      text,                                     -- the claim that would have been next; null: there was none
    message_id  uuid           not null,                  -- what took the goods: a message, or a reservation
    reason      text           not null,                  -- of its movement: sale, count, adjustment, ...
    occurred_at timestamptz    not null,
    found_at    timestamptz    not null
);
create index promise_risk_place on promise_risk (sku, location);
