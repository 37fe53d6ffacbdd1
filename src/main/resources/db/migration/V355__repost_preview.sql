-- A repost's preview is worked at in the background, a unit per transaction, and can be cancelled until it is confirmed.
-- Messages that are not looked at yet are 'unseen'.
alter table repost_run drop constraint repost_run_state_check;
alter table repost_run add constraint repost_run_state_check
    check (state in ('previewing', 'previewed', 'running', 'finished', 'cancelled', 'failed'));
alter table repost_run alter column hash drop not null;             -- null: not previewed to the end
alter table repost_run alter column preview drop not null;
alter table repost_run add column at_once boolean not null default false;  -- to be confirmed by its own end
alter table repost_run add column failure text;                     -- failed: what with
drop index repost_run_running;
create index repost_run_work on repost_run (state, repost_id) where state in ('previewing', 'running');

alter table repost_item drop constraint repost_item_state_check;
alter table repost_item add constraint repost_item_state_check
    check (state in ('unseen', 'pending', 'reposted', 'refused'));
alter table repost_item add column change text;                     -- previewing: the unit's net change, on its first message
create index repost_item_unseen on repost_item (repost_id, unit) where state = 'unseen';

-- What the message was stamped with at first stays told: which row chose the version, and what value maps held.
alter table fact_repost add column from_activation integer not null default 0;  -- 0: no row chose it, or not kept
alter table fact_repost add column from_set bigint not null default 0;

-- The first count behind a message that moved nothing, and the count that a message was.
create index stock_count_posted on stock_count (sku, location, posted_at, opened);
create index stock_count_message on stock_count (message_id);
