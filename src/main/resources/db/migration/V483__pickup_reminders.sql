-- When the customer was reminded that goods wait at a store.
alter table stock_claim add column reminded_at timestamptz;

create index stock_claim_pickup on stock_claim (promised_at)
    where state in ('confirmed', 'allocated', 'picked') and promised_at is not null and reservation_id is not null;
