-- Tokens that partners gave us, sealed: what lies here is of no use without the installation's token key.
create table partner_token (
    connection    text        not null,
    client        text        not null,
    version       bigint      not null,                 -- grows with every token
    origin        bytea,                                -- hash of what it was asked with: another secret is another origin
    former_origin bytea,                                -- the origin before: a node that has it is late
    sealed_by     text,                                 -- which token key
    access_token  bytea,                                -- AES-GCM
    refresh_token bytea,                                -- AES-GCM; null when the grant has none
    renew_at      timestamptz,
    expires_at    timestamptz,
    primary key (connection, client)
);
