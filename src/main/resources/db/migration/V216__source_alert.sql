-- What a source owes or refuses, for people to act on: a file that is late, one that cannot be moved.

create table source_alert (
    connection  text        not null,
    flow        text        not null,
    code        text        not null,                -- file_missing, file_not_moved
    subject     text        not null,                -- the store and day, or the file
    detail      text        not null,
    raised_at   timestamptz not null,
    resolved_at timestamptz,
    primary key (connection, flow, code, subject)
);
create index source_alert_open on source_alert (connection) where resolved_at is null;
