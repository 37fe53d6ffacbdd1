-- Stock by lot: sums over the movements that name one, kept with the balances. Goods whose movements name none are in no row.
create table stock_lot (
    sku      text           not null,
    location text           not null,
    bucket   text           not null,
    lot      text           not null,
    quantity numeric(20, 5) not null,
    primary key (sku, location, bucket, lot)
);
