-- A price may be taken back or said anew by its source, and what destinations were told last of each is kept, so that they hear
-- what changed and nothing else.
alter table item_price
    add column revision  numeric,                               -- the source's version; null: it has none
    add column cancelled boolean not null default false;        -- taken back: never counts

create table item_price_told (
    sku            text        not null,
    list           text        not null,
    store          text        not null,
    currency       text        not null,
    amount         numeric     not null,
    tax_included   boolean,
    effective_from timestamptz not null,
    effective_to   timestamptz,                                 -- as it was told
    ended          boolean     not null,                        -- told that it ended and nothing counts instead
    message_id     uuid        not null,
    again          boolean     not null default false,          -- what it was told from is gone: look again
    primary key (sku, list, store)
);
create index item_price_told_again on item_price_told (sku) where again;
