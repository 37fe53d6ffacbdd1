-- A node works on one diff at a time: the others of the node wait in the order in which they were asked, and any can be ended.
create sequence mapping_diff_turn;

alter table mapping_diff
    add column worker uuid,                 -- the process that was asked; null for those of before
    add column turn   bigint,               -- lesser ones of the same worker come first
    drop constraint mapping_diff_state_check,
    add constraint mapping_diff_state_check
        check (state in ('queued', 'running', 'done', 'failed', 'cancelled'));
