-- What of a day was told comes as sums, so that what comes late is told by itself and what accounting has posted stays
-- as it is (decision 479). Of days told before, the sums are those of the entries that were posted by then.
alter table journal_told add column lines jsonb not null default '[]';  -- a: account, t: tax, d: business date, v: amount
update journal_told t set lines = coalesce((
    select jsonb_agg(jsonb_build_object('a', a, 't', o, 'd', d, 'v', v::text))
      from (select l.a, case l.a when 'tax_payable' then l.o end as o, nullif(e.business_date, e.posting_date) as d,
                   sum(l.v) as v
              from journal_entry e, jsonb_to_recordset(e.lines) as l (a text, v numeric, o text)
             where e.posting_date = t.posting_date and e.store = t.store and e.ledger = t.ledger
               and e.currency = t.currency and e.posted_at <= t.told_at
             group by 1, 2, 3 having sum(l.v) <> 0) as sums), '[]');
alter table journal_told drop column lines_sha256;  -- a node of before cannot tell a day once more
