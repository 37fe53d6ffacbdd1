-- Reposts: a posted fact under another mapping version, as a linked reversal and a new posting.

alter table stock_movement add column reverses bigint;  -- the movement that this one undoes; null: it undoes none
create unique index stock_movement_reverses on stock_movement (reverses) where reverses is not null;

-- Counts that set a figure, those included that found it right and moved nothing. What is reposted before a count changes
-- nothing after it, because the count would have set the same figure.
create table stock_count (
    sku         text          not null,
    location    text          not null,
    opened      bigint        not null,                 -- movements with a lower number were in the balance it looked at
    closed      bigint        not null,                 -- those up to here were posted with it
    message_id  uuid          not null,
    quantity    numeric(20,5),                          -- null: counted before this table was there
    observed_at timestamptz   not null,
    posted_at   timestamptz   not null,
    primary key (sku, location, opened)
);
insert into stock_count (sku, location, opened, closed, message_id, observed_at, posted_at)
select sku, case to_place when 'loss' then from_place else to_place end, movement_id, movement_id, message_id,
       occurred_at, posted_at
  from stock_movement where reason = 'count';

-- The revisions of an order, which a repost folds again. Compared byte by byte, so that a key's beginning is a range.
create index message_revision on message (fact_key collate "C") where event_type = 'order';

-- A set of messages that was looked at (previewed) and, once confirmed, is reposted: exactly that set.
create table repost_run (
    repost_id    uuid        primary key,
    subject      text        not null,
    version      integer     not null,
    sha256       text        not null,                  -- of the version's file, as previewed
    why          text        not null,
    state        text        not null check (state in ('previewed', 'running', 'finished')),
    hash         text        not null,                  -- SHA-256 over the set and what it becomes
    preview      text        not null,                  -- the net change, as JSON
    requested_by text        not null,
    created_at   timestamptz not null,
    confirmed_by text,
    confirmed_at timestamptz,
    finished_at  timestamptz
);
create index repost_run_running on repost_run (repost_id) where state = 'running';

create table repost_item (
    repost_id    uuid        not null references repost_run,
    message_id   uuid        not null,
    unit         text        not null,                  -- what is reposted in one transaction: a fact, or an order
    from_sha256  text,                                  -- of the version it was stamped with when it was looked at
    content_hash bytea,                                 -- of the canonical event that it becomes
    state        text        not null check (state in ('pending', 'reposted', 'refused')),
    code         text,                                  -- refused: why
    detail       text,
    primary key (repost_id, message_id)
);
create index repost_item_pending on repost_item (repost_id, unit) where state = 'pending';

-- Each repost of a fact, counted from 1: what it was, what it became, and the movements of both.
create table fact_repost (
    fact_key     text        not null,
    repost       integer     not null,
    message_id   uuid        not null,
    from_mapping text        not null,
    from_version integer     not null,
    from_sha256  text        not null,
    to_mapping   text        not null,
    to_version   integer     not null,
    reversed_by  bigint[]    not null,                  -- movements that undo
    posted_as    bigint[]    not null,                  -- movements that say it anew
    at           timestamptz not null,
    by           text        not null,
    why          text        not null,
    repost_run   uuid        not null,
    primary key (fact_key, repost)
);
create index fact_repost_message on fact_repost (message_id, repost);
