-- Rows that are written once and found by key. Vacuum after inserts would read and write each page once more, and log it,
-- only to mark it visible, which no query here uses; deletes, updates and the freezing of old rows still vacuum them.
alter table message set (autovacuum_vacuum_insert_threshold = -1);
alter table message_raw set (autovacuum_vacuum_insert_threshold = -1);
alter table receipt set (autovacuum_vacuum_insert_threshold = -1);
alter table sales_order set (autovacuum_vacuum_insert_threshold = -1);
alter table stock_claim set (autovacuum_vacuum_insert_threshold = -1);
alter table stock_movement set (autovacuum_vacuum_insert_threshold = -1);
alter table fact set (autovacuum_vacuum_insert_threshold = -1);
