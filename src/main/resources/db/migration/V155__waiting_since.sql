-- Since when a lane waits for what it misses, apart from since when it fails: newer states and other missing things keep it,
-- and what was delivered or given up ends it.

alter table outbox_lane
    add column waiting_since timestamptz;

update outbox_lane set waiting_since = coalesce(failed_since, occurred_at), failed_since = null where waiting_on is not null;
