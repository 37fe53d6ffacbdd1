-- Connections whose word on stock counts somewhere and that were not read for too long. The row goes when one is read again.
create table stale_source (
    connection text        primary key,
    last_read  timestamptz not null,
    floored    boolean     not null                    -- for so long that its figures are told as zero
);
