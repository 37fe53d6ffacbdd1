-- What was told and is to be confirmed by a later document: delivered is not yet done.

create table delivery_confirmation (
    destination  text        not null,                  -- connection.flow
    key          text        not null,                  -- of the lane
    sequence     bigint      not null,                  -- of what was told last
    told_at      timestamptz not null,                  -- before the call: a confirmation may overtake its answer
    due_at       timestamptz,                           -- the answer came: confirmed until then
    confirmed_at timestamptz,
    overdue_at   timestamptz,                           -- an operator was told that no confirmation came
    primary key (destination, key)
);
create index delivery_confirmation_due on delivery_confirmation (destination, due_at)
    where confirmed_at is null and overdue_at is null;
