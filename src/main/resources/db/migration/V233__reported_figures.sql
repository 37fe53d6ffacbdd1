-- What a destination holds is what it was told last, moved by what it reported since: its own sales are no surprise to it.

alter table outbox_lane
    add column reported         numeric not null default 0, -- since it was told last
    add column claimed_reported numeric not null default 0; -- in flight: the part that what is being told contains already
