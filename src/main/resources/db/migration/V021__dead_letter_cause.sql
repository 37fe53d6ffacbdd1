-- A dead lane names the message that set its state without claiming that the message itself is dead.
alter table dead_letter
    add column caused_by  uuid,
    add column event_type text;
create index dead_letter_open on dead_letter (connection, dead_letter_id)
    where state not in ('replayed', 'resolved', 'archived');
alter table replay add column stopped_because text;
