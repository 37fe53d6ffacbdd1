-- The books: facts, items, stock, orders. Never pruned.

-- What was posted. The key names the business fact whatever flow brought it; it decides effects.
create table fact (
    fact_key     text        primary key,
    event_type   text        not null,
    message_id   uuid        not null,
    content_hash bytea       not null,                  -- SHA-256 of the canonical event
    mapping      text        not null,
    mapping_version integer  not null,
    posted_at    timestamptz not null
);

create table conflict (
    conflict_id bigint      generated always as identity primary key,
    kind        text        not null,                   -- negative_on_hand, unequal_revision, not_owner
    subject     text        not null,                   -- what it is about, such as sku@location or a fact key
    message_id  uuid,
    detail      text        not null,                   -- as JSON
    raised_at   timestamptz not null,
    resolved_at timestamptz
);
create unique index conflict_open on conflict (kind, subject) where resolved_at is null;

-- catalog
create table item (
    sku        text        primary key,
    name       text,
    gtin       text,                                    -- GTIN-14, zero-padded
    revision   numeric,
    updated_at timestamptz not null
);
create unique index item_gtin on item (gtin) where gtin is not null;

create table cross_reference (
    connection text        not null,
    kind       text        not null,                    -- such as shopify.inventory_item
    remote_id  text        not null,
    local_id   text        not null,
    updated_at timestamptz not null,
    primary key (connection, kind, remote_id)
);
create unique index cross_reference_local on cross_reference (connection, kind, local_id);

-- stock. A movement is a positive quantity from one (place, bucket) to another; immutable.
create table stock_movement (
    movement_id bigint        generated always as identity primary key,
    message_id  uuid          not null,
    sku         text          not null,
    quantity    numeric(20,5) not null check (quantity > 0),
    from_place  text          not null,                 -- a location, or supplier, customer, in_transit, loss
    from_bucket text          not null,
    to_place    text          not null,
    to_bucket   text          not null,
    reason      text          not null,
    occurred_at timestamptz   not null,
    posted_at   timestamptz   not null
);
create index stock_movement_sku on stock_movement (sku, movement_id);
create index stock_movement_message on stock_movement (message_id);

-- A claim is a promise on stock, not stock. One row per order line (later also per soft hold and transfer).
create table stock_claim (
    claim_key  text          primary key,
    kind       text          not null,                  -- allocation
    sku        text          not null,
    location   text          not null,
    quantity   numeric(20,5) not null check (quantity >= 0),
    message_id uuid          not null,
    updated_at timestamptz   not null
) with (fillfactor = 80);
create index stock_claim_live on stock_claim (sku, location) where quantity > 0;

-- The sum of movements and of live claims per item and location, kept in the same transaction. Virtual places have no
-- row: theirs is the sum over stock_movement.
create table stock_balance (
    sku          text          not null,
    location     text          not null,
    sellable     numeric(20,5) not null default 0,
    damaged      numeric(20,5) not null default 0,
    quality_hold numeric(20,5) not null default 0,
    display      numeric(20,5) not null default 0,
    claimed      numeric(20,5) not null default 0,
    sequence     bigint        not null default 1,      -- grows with every change: availability is state with a sequence
    changed_at   timestamptz   not null,
    primary key (sku, location)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);

-- What a system that does not own the count says it has: observed, compared, never obeyed.
create table stock_observation (
    connection  text          not null,
    sku         text          not null,
    location    text          not null,
    quantity    numeric(20,5) not null,
    observed_at timestamptz   not null,
    message_id  uuid          not null,
    primary key (connection, sku, location)
);

-- orders: the current state of each order as its source told it, and what of it is posted.
create table sales_order (
    system       text          not null,
    order_id     text          not null,
    number       text          not null,
    revision     numeric       not null,                -- an instant as epoch nanoseconds, or the source's own counter
    state        text          not null,
    document     text          not null,                -- the canonical order last posted, as JSON
    content_hash bytea         not null,
    mapping      text          not null,                -- subject and version: an equal revision with other content is
                                                        -- a conflict only under the same one
    message_id   uuid          not null,
    placed_at    timestamptz,
    updated_at   timestamptz   not null,
    primary key (system, order_id)
) with (fillfactor = 80);
create index sales_order_number on sales_order (number);
