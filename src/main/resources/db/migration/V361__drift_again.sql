-- A change is told once until somebody looked at it, and anew when it comes back after that. A field that vanished and is
-- there again is noted at its row.

alter table source_drift
    add column times            integer     not null default 1, -- how often it came before somebody looked
    add column last_noticed_at  timestamptz,                    -- null: noticed_at
    add column returned_at      timestamptz,                    -- of a vanished field: when it was there again
    add column returned_message uuid,
    drop constraint source_drift_connection_subject_kind_path_after_key;
create unique index source_drift_told on source_drift (connection, subject, kind, path, after) where seen_at is null;
create index source_drift_stream on source_drift (connection, subject, drift_id);

alter table source_shape
    add column vanished boolean not null default false; -- was usual, and is gone
