-- The audit log only grows. The hash chain shows a change made around this trigger.

create function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'audit_entry is append-only; record a further entry instead' using errcode = '55000';
end $$;

create trigger audit_entry_append_only before update or delete or truncate on audit_entry
    for each statement execute function audit_entry_is_append_only();
