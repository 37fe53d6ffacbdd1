-- Which movements a posting wrote and which a repost of it: the ledger says so itself, no clock does.
alter table stock_movement add column generation integer not null default 0;  -- 0: its message's posting; reposts count on

-- Movements of before this column. A repost's are: what undoes; what is listed as posted anew; what stands behind an undoing
-- of the same message; and, of messages that had moved nothing at first, what was posted after the message was settled.
-- Nothing older than the first repost is looked at.
with since as (
    select least((select min(movement_id) from stock_movement where reverses is not null),
                 (select min(id) from fact_repost, unnest(posted_as) as id)) as first),
listed as (
    select unnest(posted_as) as id from fact_repost),
undone as (
    select message_id, min(movement_id) as first from stock_movement where reverses is not null group by message_id),
anew as (
    select m.movement_id, dense_rank() over (partition by m.message_id order by m.posted_at) as generation
      from since
      join stock_movement m on m.movement_id >= since.first
      left join undone u on u.message_id = m.message_id
      left join message s on s.message_id = m.message_id
     where m.reverses is not null or m.movement_id > u.first or m.posted_at > s.settled_at
        or m.movement_id in (select id from listed))
update stock_movement m
   set generation = anew.generation
  from anew
 where m.movement_id = anew.movement_id;
