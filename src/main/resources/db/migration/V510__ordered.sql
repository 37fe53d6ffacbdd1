-- Of each line of an order the most that any of its revisions wanted, as JSON; null: what its document says.
alter table sales_order add column ordered text;
