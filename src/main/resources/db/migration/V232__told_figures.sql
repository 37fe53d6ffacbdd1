-- Every figure that a destination was told, for as long as it may be reported back: such a report is an echo and no news.

create table told_figure (
    destination text        not null,                   -- connection.flow
    key         text        not null,                   -- of the lane
    told_at     timestamptz not null,                   -- before the call
    quantity    numeric     not null,
    keep_until  timestamptz not null,
    primary key (destination, key, told_at)
);
create index told_figure_old on told_figure (keep_until);
