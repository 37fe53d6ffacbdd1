-- Flows that run dry: what they would have sent, what they would have posted, and its replay.

alter table delivery
    drop constraint delivery_state_check,
    add constraint delivery_state_check
        check (state in ('in_flight', 'unknown', 'postponed', 'delivered', 'refused', 'failed', 'superseded', 'dry_run'));

-- A replay of messages that ran dry names them by connection and flow, not by dead letter.
alter table replay
    add column messages integer not null default 0;

create index message_dry_run on message (connection, message_id) where reason = 'dry_run';
