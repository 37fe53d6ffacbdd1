-- Webhooks that could not prove their sender: the fact, never the content. Bounded per minute by the node that writes it.

create table rejected_delivery (
    id             bigint      generated always as identity primary key,
    connection     text        not null,
    flow           text        not null,
    reason         text        not null,                -- stable code, such as signature_mismatch
    remote_address text        not null,
    at             timestamptz not null
);
create index rejected_delivery_at on rejected_delivery (at);
