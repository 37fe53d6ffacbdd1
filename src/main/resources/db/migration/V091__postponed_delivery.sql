-- An attempt that was certainly not done keeps its bytes and key (postponed) unless a newer state makes it void (superseded).

alter table delivery
    drop constraint delivery_state_check,
    add constraint delivery_state_check
        check (state in ('in_flight', 'unknown', 'postponed', 'delivered', 'refused', 'failed', 'superseded'));

drop index delivery_open;
create index delivery_open on delivery (destination, created_at) where state in ('in_flight', 'unknown', 'postponed');
