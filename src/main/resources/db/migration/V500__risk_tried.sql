-- When it was last tried to place what is at risk of an order elsewhere (decision 468); null: not since it is at risk.
alter table promise_risk add column tried_at timestamptz;
