-- Requests of people by the names that they gave them, written with their effects.
create table done_request (
    name    text        primary key,        -- the idempotency key
    asked   bytea       not null,           -- SHA-256 of what was asked for: another request of this name is refused
    answer  text,                           -- what a repetition is answered where it does not follow from the books
    done_at timestamptz not null
);

create index done_request_old on done_request (done_at);
