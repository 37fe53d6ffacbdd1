-- What warehouses and stores said of an order's goods, as JSON: [{message, key, type, body}, ...]. Null: nothing yet. The
-- order's document stays what its source said; what has left follows from both.
alter table sales_order add column fulfilments text;
