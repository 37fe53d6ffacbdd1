-- A late older revision of an item does not take a remote id over. A link made by hand keeps the revision it replaces.

alter table cross_reference
    add column revision numeric;                        -- of the item that named the remote id; null: by hand only
