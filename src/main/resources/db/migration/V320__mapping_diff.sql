-- Diffs of two mapping versions over the documents on record: what was asked, how far it is, and its report. The question
-- is unique, so that it is worked on once however often and on whatever node it is asked. Forgotten after a week.
create table mapping_diff (
    diff_id     uuid        primary key,
    question    text        not null unique,    -- hash of both versions and of what was asked
    subject     text        not null,
    asked       text        not null,           -- as JSON
    state       text        not null check (state in ('running', 'done', 'failed')),
    documents   bigint      not null default 0, -- read so far
    reached     timestamptz,                    -- newest first: read back to here
    report      text,                           -- as JSON
    failure     text,
    asked_at    timestamptz not null,
    finished_at timestamptz,
    lease_until timestamptz                     -- running: a node works on it, by database time
);
