-- One dead letter per message and per lane: what fails again reopens it, and each of its failures is kept.

alter table dead_letter
    add column failures  integer not null default 1,    -- how often it failed
    add column failed_at timestamptz;                   -- the last failure; filed_at is the first
update dead_letter set failed_at = filed_at;
alter table dead_letter alter column failed_at set not null;

create table dead_letter_failure (
    dead_letter_id  uuid        not null references dead_letter,
    number          integer     not null,               -- 1 for the first
    failed_at       timestamptz not null,
    stage           text        not null,
    code            text        not null,
    category        text        not null,
    at              text        not null,
    detail          text        not null,
    mapping         text,
    mapping_version integer,
    primary key (dead_letter_id, number)
);

-- Before, what failed again was filed anew: the newest letter takes over those before it.
create temporary table same_letter on commit drop as
select dead_letter_id, row_number() over (victim order by dead_letter_id) as number,
       last_value(dead_letter_id) over (victim order by dead_letter_id
            rows between unbounded preceding and unbounded following) as kept
  from (select dead_letter_id, coalesce(message_id::text, connection || '.' || flow || '/' || lane_key, dead_letter_id::text) as victim
          from dead_letter) letter
window victim as (partition by victim);

insert into dead_letter_failure (dead_letter_id, number, failed_at, stage, code, category, at, detail, mapping, mapping_version)
select s.kept, s.number, d.filed_at, d.stage, d.code, d.category, d.at, d.detail, d.mapping, d.mapping_version
  from same_letter s join dead_letter d using (dead_letter_id);

update dead_letter d set failures = whole.failures, filed_at = whole.filed_at, replays = whole.replays
  from (select s.kept, count(*) as failures, min(l.filed_at) as filed_at, sum(l.replays) as replays
          from same_letter s join dead_letter l using (dead_letter_id) group by s.kept) whole
 where d.dead_letter_id = whole.kept;

insert into replay_item (replay_id, dead_letter_id, state, reason)
select i.replay_id, s.kept, i.state, i.reason
  from replay_item i join same_letter s using (dead_letter_id)
 where s.kept <> s.dead_letter_id
 order by i.state desc                                  -- of two in one replay, the one that was replayed counts
on conflict do nothing;
delete from replay_item i using same_letter s where i.dead_letter_id = s.dead_letter_id and s.kept <> s.dead_letter_id;
delete from dead_letter d using same_letter s where d.dead_letter_id = s.dead_letter_id and s.kept <> s.dead_letter_id;

drop index dead_letter_message;
drop index dead_letter_lane;
create unique index dead_letter_message on dead_letter (message_id) where message_id is not null;
create unique index dead_letter_lane on dead_letter (connection, flow, lane_key) where lane_key is not null;

-- The desk lists the newest failure first.
drop index dead_letter_group;
drop index dead_letter_open;
create index dead_letter_group on dead_letter (cause_group, failed_at, dead_letter_id);
create index dead_letter_open on dead_letter (failed_at, dead_letter_id)
    where state not in ('replayed', 'resolved', 'archived');
create index replay_item_letter on replay_item (dead_letter_id);
