-- A claim is a row of a state machine (decision 400). What ended before this table knew why counts as consumed.
alter table stock_claim
    add column state          text    not null default 'consumed',
    add column connection     text,                       -- whose order or cart stands behind it
    add column reference      text,                       -- the order's or cart's id there
    add column line_id        text,
    add column paid           boolean not null default false,
    add column position       bigint,                     -- order of commit per item and location; null: before this column
    add column reservation_id uuid,                       -- of a hold: names its cart
    add column part           integer,
    add column per            numeric(20,5),              -- units of the item in one unit of the line
    add column asked          numeric(20,5),
    add column consumed       numeric(20,5),
    add column fulfilment     text,                       -- a type of config/fulfilment.yaml
    add column channel        text,
    add column expires_at     timestamptz,                -- database time; a held claim counts until then
    add column promised_at    timestamptz;

update stock_claim set state = case location when 'unassigned' then 'confirmed' else 'allocated' end where quantity > 0;

alter table stock_claim
    alter column state drop default,
    add constraint stock_claim_state check (state in ('held', 'confirmed', 'allocated', 'picked', 'consumed', 'released',
                                                     'expired', 'rejected', 'moved', 'paid_unreserved')),
    add constraint stock_claim_open check (quantity = 0 or state in ('held', 'confirmed', 'allocated', 'picked'));

create sequence stock_claim_position;

create index stock_claim_held on stock_claim (sku, location) where state = 'held';
create index stock_claim_expiry on stock_claim (expires_at) where state = 'held';
create index stock_claim_reservation on stock_claim (reservation_id) where reservation_id is not null;
create index stock_claim_reference on stock_claim (reference) where reservation_id is not null;
create index stock_claim_ended on stock_claim (updated_at) where reservation_id is not null and quantity = 0;

-- What was done to a reservation under which operation id, so that a repetition gets the same answer.
create table reservation_operation (
    reservation_id uuid        not null,
    operation_id   text        not null,
    kind           text        not null,
    request_hash   bytea       not null,                  -- SHA-256 of what was asked
    done_at        timestamptz not null,
    primary key (reservation_id, operation_id)
);
create index reservation_operation_done on reservation_operation (done_at);
