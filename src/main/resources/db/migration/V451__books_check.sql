-- The last look at whether the books keep their laws: one row per law.
create table books_check (
    name      text        primary key,
    looked_at timestamptz not null,
    ranges    integer     not null,                     -- of keys, each looked at in one snapshot
    findings  bigint      not null                      -- figures that broke the law
);
