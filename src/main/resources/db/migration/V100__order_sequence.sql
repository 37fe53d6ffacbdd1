-- Systems that follow an order are told its states by a sequence of the order's own, because two states may share one
-- revision. Orders posted before go on above the revision that their lanes were numbered by.
alter table sales_order add column sequence bigint not null default 1; -- grows by one with every posting that changes it
update sales_order set sequence = least(trunc(revision), 4611686018427387904)::bigint;
