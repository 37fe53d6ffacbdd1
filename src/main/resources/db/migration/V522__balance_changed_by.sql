-- The message that changed a balance last, by goods or by a promise: whoever asks why a figure is so begins there.

alter table stock_balance add column changed_by uuid;       -- of a cart that asks over the API: its reservation; null: before
