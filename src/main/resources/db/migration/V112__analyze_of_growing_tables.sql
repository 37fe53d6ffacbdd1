-- Tables that only grow look the same after a tenth more: their plans are found by key, so statistics once per doubling do.
alter table message set (autovacuum_analyze_scale_factor = 1);
alter table message_raw set (autovacuum_analyze_scale_factor = 1);
alter table receipt set (autovacuum_analyze_scale_factor = 1);
alter table sales_order set (autovacuum_analyze_scale_factor = 1);
alter table stock_claim set (autovacuum_analyze_scale_factor = 1);
alter table stock_movement set (autovacuum_analyze_scale_factor = 1);
alter table fact set (autovacuum_analyze_scale_factor = 1);
