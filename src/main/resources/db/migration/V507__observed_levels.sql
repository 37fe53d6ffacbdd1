-- What is observed of an item, whoever says so.
create index stock_observation_sku on stock_observation (sku, location);
