-- Another item offered for a line of a reservation (decision 459). It is held by a reservation of its own until somebody decides.
create table substitution (
    substitution_id bigint         primary key generated always as identity,
    reservation_id  uuid           not null,
    line_id         text           not null,
    substitute      text           not null,              -- SKU
    quantity        numeric(20, 5) not null check (quantity > 0),
    held            uuid           not null,              -- the reservation of the substitute
    until           timestamptz    not null,              -- it is held so long
    state           text           not null default 'proposed' check (state in ('proposed', 'accepted', 'refused')),
    proposed_by     text           not null,
    proposed_at     timestamptz    not null,
    decided_by      text,
    decided_at      timestamptz
);
create index substitution_reservation on substitution (reservation_id, substitution_id);
create index substitution_until on substitution (until);
