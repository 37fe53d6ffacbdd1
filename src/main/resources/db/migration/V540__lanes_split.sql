-- A lane is what is wanted, written by who posts, and how far it was told, written by who delivers: neither waits for the other.

alter table outbox_lane rename to lane_wanted;
alter index outbox_lane_pkey rename to lane_wanted_pkey;

create table lane_delivery (
    destination        text        not null,
    key                text        not null,
    epoch              bigint      not null default 0,  -- grows with every claim
    delivery_id        uuid,                            -- in flight: the frozen attempt
    lease_until        timestamptz,                     -- in flight: by database time
    claimed_sequence   bigint,                          -- in flight: the sequence that is under way
    claimed_reported   numeric     not null default 0,  -- in flight: what the destination had reported in all
    delivered_sequence bigint      not null default 0,
    delivered_level    numeric,                         -- the figure the destination was told last
    delivered_at       timestamptz,
    settled_sequence   bigint      not null default '-9223372036854775808', -- what is wanted beyond it is to be told
    reported_told      numeric     not null default 0,  -- of all it reported, what the last telling contained
    attempts           integer     not null default 0,  -- failures of failed_sequence
    failed_since       timestamptz,
    failed_sequence    bigint,
    retry_at           timestamptz,                     -- due, but not before
    retry_sequence     bigint,                          -- the state that the pause was for
    batch_limit        integer,
    hastened           integer     not null default 0,  -- claims before the end of a pause, since the last telling
    older_call_until   timestamptz,
    waiting_on         text,                            -- due, but held on this key
    waiting_since      timestamptz,
    waiting_sequence   bigint,                          -- the state that misses it
    dead_sequence      bigint,                          -- given up up to here
    dead_letter        boolean     not null default false,
    primary key (destination, key)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);

insert into lane_delivery
select destination, key, epoch, delivery_id, lease_until, claimed_sequence, claimed_reported, delivered_sequence, delivered_level,
       delivered_at,
       case when state = 'delivered' then sequence
            else least(case when delivered_sequence = 0 then '-9223372036854775808' else delivered_sequence end,
                       coalesce(claimed_sequence, sequence) - 1) end,
       0, attempts, failed_since, coalesce(claimed_sequence, sequence), retry_at, sequence, batch_limit, hastened, older_call_until,
       waiting_on, waiting_since, sequence, case when state = 'dead' then sequence end, dead_letter
  from lane_wanted;

create index lane_delivery_retry on lane_delivery (destination, retry_at) where retry_at is not null;
create index lane_delivery_waiting on lane_delivery (waiting_on) where waiting_on is not null;

alter table lane_wanted rename column reported to reported_total; -- grows only
alter table lane_wanted
    drop column state, drop column delivered_sequence, drop column delivered_at, drop column attempts, drop column failed_since,
    drop column retry_at, drop column waiting_on, drop column epoch, drop column lease_until, drop column delivery_id,
    drop column claimed_sequence, drop column delivered_level, drop column backlog, drop column batch_limit,
    drop column dead_letter, drop column claimed_reported, drop column older_call_until, drop column hastened,
    drop column waiting_since;

-- Lanes that were written by who cannot tell the workers after his commit.
create table lane_wake (
    destination text        not null,
    id          bigint      generated always as identity,
    key         text        not null,
    due_at      timestamptz not null,
    primary key (destination, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The one place that says what a lane's halves mean together. A lane that tells every event has no desired state, but entries.
create view outbox_lane as
select w.destination, w.key, w.event_type,
       case when d.delivery_id is not null then 'in_flight'
            when d.dead_sequence is not null and (w.desired = '' or d.dead_sequence >= w.sequence) then 'dead'
            when (w.desired <> '' and (d.settled_sequence is null or w.sequence > d.settled_sequence))
                 or exists (select from outbox_entry e where e.destination = w.destination and e.key = w.key) then 'due'
            else 'delivered' end as state,
       case when w.desired <> '' then w.sequence
            else greatest(w.sequence, d.delivered_sequence,
                          (select max(e.sequence) from outbox_entry e where e.destination = w.destination and e.key = w.key))
            end as sequence,
       w.desired,
       case when w.desired <> '' then w.occurred_at
            else coalesce((select e.occurred_at from outbox_entry e where e.destination = w.destination and e.key = w.key
                            order by e.sequence desc limit 1), w.occurred_at) end as occurred_at,
       case when w.desired <> '' then w.message_id
            else coalesce((select e.message_id from outbox_entry e where e.destination = w.destination and e.key = w.key
                            order by e.sequence desc limit 1), w.message_id) end as message_id,
       w.level, w.reported_total,
       w.reported_total - coalesce(d.reported_told, 0) as reported,
       coalesce(d.delivered_sequence, 0) as delivered_sequence, d.delivered_level, d.delivered_at,
       case when w.desired = '' or d.failed_sequence = w.sequence then coalesce(d.attempts, 0) else 0 end as attempts,
       case when w.desired = '' or d.failed_sequence = w.sequence then d.failed_since end as failed_since,
       -- A newer state ends a pause before a second telling; a figure that falls or is zero ends, three times, one after a failure
       case when d.retry_at is not null and not coalesce(
                     w.desired <> '' and w.sequence > d.retry_sequence
                     and (d.delivered_sequence >= d.retry_sequence
                          or (d.hastened < 3 and d.batch_limit is null and (w.level = 0 or w.level < d.delivered_level))), false)
            then d.retry_at end as retry_at,
       -- A newer state may miss nothing; a newer figure misses the same
       case when d.waiting_on is not null
                 and (w.desired = '' or d.waiting_sequence >= w.sequence or (w.level is not null and d.waiting_on <> 'dry_run'))
            then d.waiting_on end as waiting_on,
       d.waiting_since,
       coalesce(d.epoch, 0) as epoch, d.lease_until, d.delivery_id, d.claimed_sequence,
       coalesce(d.claimed_reported, 0) as claimed_reported,
       (select count(*)::integer from outbox_entry e where e.destination = w.destination and e.key = w.key) as backlog,
       d.batch_limit, coalesce(d.dead_letter, false) as dead_letter, d.older_call_until, coalesce(d.hastened, 0) as hastened
  from lane_wanted w left join lane_delivery d on d.destination = w.destination and d.key = w.key;

analyze lane_wanted;
analyze lane_delivery;
