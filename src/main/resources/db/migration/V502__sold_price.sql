-- For how little one of an item was sold at a register on a day (decision 470), for returns without receipt and amount. Kept
-- only where config/returns.yaml has a window, and as long as that reaches back.
create table sold_price (
    sku      text           not null,
    currency text           not null,
    day      date           not null,                          -- in UTC
    net      numeric(20, 5) not null,
    tax      numeric(20, 5) not null,
    primary key (sku, currency, day)
);
create index sold_price_day on sold_price (day);
