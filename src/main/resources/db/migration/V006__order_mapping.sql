-- An equal revision with other content is a conflict only under the same mapping version, so the order keeps it.
alter table sales_order add column mapping text not null default '';
