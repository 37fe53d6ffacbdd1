-- Another item is offered for a line of an order too (decision 484): of a reservation or of an order, never both.
alter table substitution alter column reservation_id drop not null;
alter table substitution add column system text;
alter table substitution add column order_id text;
alter table substitution add constraint substitution_of
    check (num_nonnulls(system, order_id) in (0, 2) and (reservation_id is null) = (order_id is not null));
create index substitution_order on substitution (system, order_id, substitution_id) where order_id is not null;
