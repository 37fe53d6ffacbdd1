-- How often a newer state ended the lane's pause since the destination was last told: such a pause protects the partner.

alter table outbox_lane
    add column hastened integer not null default 0;
