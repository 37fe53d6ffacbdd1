-- From when on goods wait for the customer who fetches them: since he was told, where no later time was promised.
alter table stock_claim add column ready_at timestamptz;

update stock_claim set ready_at = updated_at where state = 'picked' and promised_at is null;

drop index stock_claim_pickup;
drop index stock_claim_order_pickup;

create index stock_claim_pickup on stock_claim (greatest(promised_at, ready_at))
    where state in ('confirmed', 'allocated', 'picked') and greatest(promised_at, ready_at) is not null
      and reservation_id is not null;

create index stock_claim_order_pickup on stock_claim (greatest(promised_at, ready_at))
    where state in ('confirmed', 'allocated', 'picked') and greatest(promised_at, ready_at) is not null
      and reservation_id is null;
