-- The item master: further cells, codes beside the GTIN, components, prices, locked fields, and who said what last.
alter table item
    add column category      text,
    add column unit          text,                              -- base unit of all quantities, such as piece or kg
    add column kind          text,                              -- simple, variant, bundle, kit; null: nobody said
    add column parent        text,                              -- SKU of the item that a variant belongs to
    add column options       text,                              -- of a variant, as JSON
    add column tax_category  text,
    add column abc_class     text,
    add column sequence      bigint      not null default 0,    -- grows with every change that destinations are told
    add column prices        bigint      not null default 0,    -- grows with every price that destinations are told
    add column merged_into   text;                              -- SKU of the item that this one turned out to be

create table item_component (
    sku       text    not null,                                 -- of the bundle or kit
    component text    not null,
    quantity  numeric not null check (quantity > 0),            -- base units in one
    primary key (sku, component)
);
create index item_component_of on item_component (component);

-- One active code means one item and pack. The GTIN of the unit itself stays in item; both are given out under one lock.
create table item_code (
    code     text        not null,                              -- GTIN-14 zero-padded, or as it is scanned
    store    text        not null default '*',                  -- a number of restricted circulation may be a store's own
    sku      text        not null,
    kind     text        not null,                              -- gtin, restricted, internal, other
    units    numeric     not null default 1 check (units > 0),  -- base units in what has the code
    unit     text,                                              -- name of the pack, such as case
    source   text        not null,                              -- connection; person for one made or set by hand
    added_at timestamptz not null,
    primary key (code, store)
);
create index item_code_sku on item_code (sku);
create sequence internal_code;                                  -- never goes back, so that no code is given twice

create table item_lock (
    sku       text        not null,
    field     text        not null,
    locked_by text        not null,
    locked_at timestamptz not null,
    primary key (sku, field)
);

-- The newest revision that each owner of fields has said of an item.
create table item_source (
    sku        text    not null,
    connection text    not null,
    revision   numeric not null,
    primary key (sku, connection)
);

create table item_price (
    price_id       bigint      generated always as identity primary key,
    sku            text        not null,
    list           text        not null default '',             -- price list; empty: the usual one
    store          text        not null default '',             -- location; empty: all
    currency       text        not null,
    amount         numeric     not null,
    tax_included   boolean,
    effective_from timestamptz not null,
    effective_to   timestamptz,
    source         text        not null,
    message_id     uuid        not null,
    recorded_at    timestamptz not null,
    begun_at       timestamptz,                                 -- when destinations were told; null: still to be told
    ended_at       timestamptz,                                 -- when destinations were told of its end
    unique (sku, list, store, source, effective_from)
);
create index item_price_begins on item_price (effective_from) where begun_at is null;
create index item_price_ends on item_price (effective_to) where ended_at is null and effective_to is not null;
create index item_price_message on item_price (message_id);
