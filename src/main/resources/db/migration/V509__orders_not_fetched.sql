-- When people were told that nobody fetched goods of an order in time; the claim itself ends when the order's source says so.
alter table stock_claim add column overdue_at timestamptz;

create index stock_claim_order_pickup on stock_claim (promised_at)
    where state in ('confirmed', 'allocated', 'picked') and promised_at is not null and reservation_id is null;
