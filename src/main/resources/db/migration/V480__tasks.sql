-- What somebody has to do about goods and orders, by when (decision 455). Written with what made it necessary.
create table task (
    task_id    bigint      generated always as identity primary key,
    kind       text        not null,
    subject    text        not null,                      -- what it is about, such as a claim or sku@location
    detail     text        not null,                      -- JSON
    owner      text        not null,                      -- a location's code, or a team
    due_at     timestamptz not null,
    state      text        not null default 'open' check (state in ('open', 'done')),
    message_id uuid,                                      -- what made it necessary: a message, or a reservation
    opened_at  timestamptz not null,
    done_at    timestamptz,
    done_by    text,                                      -- a person; hub: it had become needless
    note       text,
    check ((state = 'done') = (done_at is not null))
);
create unique index task_open on task (kind, subject) where state = 'open';
create index task_due on task (state, due_at, task_id);
create index task_done on task (done_at) where state = 'done';
