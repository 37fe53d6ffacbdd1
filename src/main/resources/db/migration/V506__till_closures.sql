-- Closed tills with what they told, so that what comes late is compared too. A row for each closure, as its fact.
create table till_closure (
    fact_key   text        primary key,
    message_id uuid        not null,
    store      text        not null,
    register   text        not null,
    currency   text        not null,
    from_day   date        not null,                    -- no entry of its session is posted before this day
    opened_at  timestamptz not null,
    closed_at  timestamptz not null,
    told       text        not null                     -- currency and tenders, as canonical JSON
);
create index till_closure_session on till_closure (store, register, closed_at);
