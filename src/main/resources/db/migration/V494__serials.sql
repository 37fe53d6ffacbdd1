-- Lots and serial numbers of movements (decision 418). Where a serial number is follows from its movements, so that nothing has
-- to be kept beside them; goods without one are in none of these indexes.
alter table stock_movement add column expires_on date;    -- the last day on which the goods are good, as told
create index stock_movement_serial on stock_movement (serial, sku) where serial is not null;
create index stock_movement_serials_of on stock_movement (sku, serial) where serial is not null;
create index stock_movement_lot on stock_movement (lot, sku) where lot is not null;
create index stock_movement_expiring on stock_movement (expires_on) where expires_on is not null;
create index stock_lot_lot on stock_lot (lot, sku);

-- What returns tell twice is moved back as the piece that it is.
alter table order_return_move
    add column lot    text,
    add column serial text;
