-- When a register closed: it is waited for again when it is heard later, whichever node writes first (decision 490).

alter table topic_heard add column closed_at timestamptz;           -- null: never
alter table topic_heard alter column heard_at drop not null;        -- null: it closed before it was heard
