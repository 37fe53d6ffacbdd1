-- Tenders of sales that were no money when the sale was told, and what became of them (decision 482). A row for each.
create table pending_tender (
    system     text           not null,
    payment    text           not null,                 -- the provider's id
    message_id uuid           not null,                 -- that told the sale
    sale       text           not null,                 -- its fact key
    ledger     text           not null,
    store      text           not null,
    currency   text           not null,
    amount     numeric(20, 5) not null,
    state      text           not null check (state in ('pending', 'captured', 'declined')),
    settled_by uuid,                                    -- the message that told the payment; null while it is pending
    primary key (system, payment)
);
create index pending_tender_open on pending_tender (system, payment) where state <> 'captured';
