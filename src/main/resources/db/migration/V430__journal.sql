-- The journal: entries made from facts and orders, balanced to the minor unit of their currency. Rows are only added; a wrong
-- entry is undone by another one.
create table journal_entry (
    message_id    uuid        not null,
    kind          text        not null,                 -- the event's type, closure, or goods: the value of goods alone
    generation    integer     not null,                 -- 0; reversals, reposts and later steps of an order count on
    number        text        not null,                 -- from connection, store, business date, kind, fact, generation
    fact_key      text        not null,
    connection    text        not null,
    ledger        text        not null,
    store         text        not null,                 -- empty: belongs to none
    register      text,
    order_key     text,                                 -- system and id of the order that it belongs to
    business_date date        not null,
    posting_date  date        not null,                 -- the business date, or the first open day behind a closed period
    currency      text        not null,
    lines         jsonb       not null,                 -- a: account, v: amount, credits below zero, o: of, q: quantity, c: cost
    reversal_of   text,                                 -- number
    occurred_at   timestamptz not null,
    posted_at     timestamptz not null,
    primary key (message_id, kind, generation)
);
create unique index journal_entry_number on journal_entry (number);
create index journal_entry_day on journal_entry (posting_date, store);
create index journal_entry_order on journal_entry (order_key) where order_key is not null;

-- What destinations are to be told: a day of a store (number empty), or one entry.
create table journal_due (
    ledger       text not null,
    store        text not null,
    posting_date date not null,
    currency     text not null,
    number       text not null,
    primary key (ledger, store, posting_date, currency, number)
);

-- The days that were told, and how often: one row for each store and day.
create table journal_told (
    ledger       text    not null,
    store        text    not null,
    posting_date date    not null,
    currency     text    not null,
    revision     integer not null,
    lines_sha256 text    not null,                      -- so that a day that sums up to the same is not told again
    told_at      timestamptz not null,
    primary key (ledger, store, posting_date, currency)
);
create sequence journal_sequence;

-- Closed periods: nothing is posted on these days and those before them any more.
create table journal_closed (
    closed_through date        primary key,
    closed_at      timestamptz not null,
    closed_by      text        not null
);

-- What one unit costs the retailer.
alter table item add column if not exists cost numeric(20,5);
alter table item add column if not exists cost_currency text;
