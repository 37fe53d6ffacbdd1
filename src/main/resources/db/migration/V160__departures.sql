-- What has left the shelf of an order and by which revisions, as JSON: line -> [[revision, SKU, location, up to], ...]. Null:
-- the posted revision alone tells it. A revision that comes late finds here what was taken to have left elsewhere.
alter table sales_order add column departures text;
