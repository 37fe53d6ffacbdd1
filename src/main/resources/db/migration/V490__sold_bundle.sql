-- What a bundle was when it was first promised, sold or given back under a subject: an order (order|system|id) or the fact key
-- of a sale or a return. Written once; only further locations are added (decision 413).
create table sold_bundle (
    subject    text  not null,
    sku        text  not null,
    components jsonb not null,                           -- by SKU, base units in one
    built      jsonb not null,                           -- by location, how many are of what was built beforehand
    primary key (subject, sku)
);
