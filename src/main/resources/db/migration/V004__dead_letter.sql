-- What could not be processed, filed in the transaction of the stage that gave up.

create table dead_letter (
    dead_letter_id uuid        primary key,
    stage          text        not null,
    code           text        not null,
    category       text        not null,                -- partner_unavailable, partner_refused, missing_reference, our_defect
    owner          text        not null,
    cause_group    text        not null,                -- fingerprint of stage, code, connection, flow and place
    connection     text        not null,
    flow           text        not null,
    message_id     uuid,                                -- a message that is dead
    lane_key       text,                                -- or a lane that is dead: (connection.flow, lane_key)
    business_key   text,
    at             text        not null,
    detail         text        not null,
    document       bytea,                               -- what could not even become a message
    canonical      text,                                -- the canonical event, when translation had succeeded
    mapping        text,
    mapping_version integer,
    traceparent    text,
    state          text        not null default 'new' check (state in ('new', 'investigating', 'waiting', 'ready', 'replayed', 'resolved', 'archived')),
    replays        integer     not null default 0,
    filed_at       timestamptz not null,
    changed_at     timestamptz not null
);
-- Filed exactly once: one unresolved dead letter per message and per lane.
create unique index dead_letter_message on dead_letter (message_id)
    where message_id is not null and state not in ('replayed', 'resolved', 'archived');
create unique index dead_letter_lane on dead_letter (connection, flow, lane_key)
    where lane_key is not null and state not in ('replayed', 'resolved', 'archived');
create index dead_letter_group on dead_letter (cause_group, dead_letter_id);

create table replay (
    replay_id    uuid        primary key,
    requested_by text        not null,
    reason       text,
    state        text        not null check (state in ('running', 'finished')),
    created_at   timestamptz not null,
    finished_at  timestamptz
);
create table replay_item (
    replay_id      uuid not null references replay,
    dead_letter_id uuid not null,
    state          text not null check (state in ('pending', 'replayed', 'refused')),
    reason         text,
    primary key (replay_id, dead_letter_id)
);
