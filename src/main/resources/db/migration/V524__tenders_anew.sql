-- Each tender of a sale has a row of its own, and each row says what the sale told and what of it is booked, so that a repost,
-- a void or a payment that comes late can tell the difference (decision 494).
alter table pending_tender add column number integer not null default 0;          -- among the sale's tenders, from 0
alter table pending_tender add column kind text;                                  -- of tender, as the sale tells it
alter table pending_tender add column told text not null default 'pending' check (told in ('pending', 'declined'));
alter table pending_tender add column taken numeric(20, 5);                       -- what of the captured amount is this tender's
alter table pending_tender add column taken_kind text;                            -- of tender, as the payment tells it
alter table pending_tender add column settled_at timestamptz;                     -- null: as the sale told it
alter table pending_tender drop constraint pending_tender_state_check;
alter table pending_tender add check (state in ('pending', 'captured', 'declined', 'voided'));
alter table pending_tender drop constraint pending_tender_pkey;
alter table pending_tender add primary key (system, payment, sale, number);
drop index pending_tender_open;
create index pending_tender_sale on pending_tender (sale);
create index pending_tender_over on pending_tender (settled_at) where state in ('captured', 'voided');

update pending_tender set told = 'declined' where state = 'declined' and settled_by is null;
update pending_tender p set told = 'declined'
  from journal_entry e, jsonb_to_recordset(e.lines) as l (a text, o text)
 where p.settled_by is not null and e.message_id = p.message_id and e.kind = 'sale' and l.a = 'receivables' and l.o = p.payment;
update pending_tender set taken = amount, taken_kind = 'card' where state = 'captured';
update pending_tender set settled_at = now() where settled_by is not null;

-- Captured payments that name no order, because the sale whose tender they settle may come later.
create table told_payment (
    system   text           not null,
    payment  text           not null,
    amount   numeric(20, 5) not null,
    currency text           not null,
    kind     text,                                       -- of tender; null where the source does not say
    told_at  timestamptz    not null,
    primary key (system, payment)
);
create index told_payment_age on told_payment (told_at);
