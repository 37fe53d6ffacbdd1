-- An order of two lines is just above two kilobytes with its terms: packing it costs more than the page it saves.
alter table sales_order set (toast_tuple_target = 4080);
