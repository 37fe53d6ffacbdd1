-- Running numbers of receipts that have come, per register and series, as ranges without holes (decision 427). Two ranges of one
-- series have a gap between them.
create table receipt_range (
    system     text        not null,
    register   text        not null,
    series     text        not null,                      -- empty: the register's only one
    first      bigint      not null,
    last       bigint      not null,
    message_id uuid        not null,                      -- the receipt behind the gap below
    since      timestamptz not null,                      -- when that gap was noticed
    seen_at    timestamptz not null,
    primary key (system, register, series, first)
);
create index receipt_range_seen on receipt_range (seen_at);
