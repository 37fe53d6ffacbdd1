-- After a takeover, also with a newer state, the lane is told once more when the older call must have ended.

alter table outbox_lane
    add column older_call_until timestamptz;            -- until then an older call may reach the partner after a newer one
