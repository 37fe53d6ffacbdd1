-- Who ended a conflict and why; nobody named: the hub, because it was over.
alter table conflict add column resolved_by text;
alter table conflict add column resolution text;

-- What a message raised, for its repost; and what ended long ago, for retention.
create index conflict_message on conflict (message_id) where resolved_at is null;
create index conflict_resolved on conflict (resolved_at) where resolved_at is not null;

-- Negatives that were made good before anybody ended their conflict.
update conflict c set resolved_at = now()
 where c.kind = 'negative_on_hand' and c.resolved_at is null
   and exists (select from stock_balance b
                where b.sku || '@' || b.location = c.subject
                  and b.sellable + b.damaged + b.quality_hold + b.display >= 0);
