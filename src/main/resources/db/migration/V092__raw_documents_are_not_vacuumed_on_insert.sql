-- Raw documents are written once and read by key. Without this each page would be read and written once more, only to mark
-- it visible; deletes and the freezing of old rows still vacuum the table.
alter table message_raw set (autovacuum_vacuum_insert_threshold = -1);
