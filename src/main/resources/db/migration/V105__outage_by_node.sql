-- Each node notes its own outages; one that was left open by a node that is gone counts only while it was seen.

-- Nobody knows when these ended: the node that would have closed them is not running
update breaker_outage set closed_at = opened_at where closed_at is null;
alter table breaker_outage
    add column node    text not null default '',
    add column seen_at timestamptz;                     -- the breaker was last known to be open
update breaker_outage set seen_at = closed_at;
alter table breaker_outage
    alter column node drop default,
    alter column seen_at set not null,
    drop constraint breaker_outage_pkey,
    add primary key (client, node, opened_at);
create unique index breaker_outage_open on breaker_outage (client, node) where closed_at is null;
