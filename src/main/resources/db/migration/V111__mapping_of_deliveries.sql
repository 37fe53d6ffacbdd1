-- Which mapping version translated an attempt's lanes; null of attempts that were stored before.
alter table delivery
    add column mapping text,
    add column mapping_version integer;
