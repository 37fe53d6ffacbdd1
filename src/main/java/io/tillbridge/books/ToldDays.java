package io.tillbridge.books;

import io.tillbridge.books.JournalDocuments.Day;
import io.tillbridge.books.JournalDocuments.DayLine;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of each day was told. What comes late is told by itself: accounting has posted what it was told, and it stays as it is.
 * All that was told of a day adds up to what its entries make.
 */
final class ToldDays {

    /** One statement, so that what is kept as told is what is answered, whatever is posted meanwhile. */
    private static final String TELL = """
            with key as (select ?::text as ledger, ?::text as store, ?::date as posting_date, ?::text as currency),
            day as (
                select l.a, case l.a when 'tax_payable' then l.o end as t,
                       nullif(business_date, posting_date) as d, sum(l.v) as v
                  from key join journal_entry using (ledger, store, posting_date, currency),
                       jsonb_to_recordset(lines) as l (a text, v numeric, o text)
                 where kind <> 'supplier.invoice'
                 group by 1, 2, 3 having sum(l.v) <> 0),
            untold as (
                select a, t, d, sum(v) as v
                  from (select a, t, d, v from day
                        union all
                        select l.a, l.t, l.d, -l.v
                          from key join journal_told using (ledger, store, posting_date, currency),
                               jsonb_to_recordset(lines) as l (a text, t text, d date, v numeric)) as both_sides
                 group by 1, 2, 3 having sum(v) <> 0),
            told as (
                insert into journal_told as was (ledger, store, posting_date, currency, revision, lines, told_at)
                select ledger, store, posting_date, currency, 1,
                       coalesce((select jsonb_agg(jsonb_build_object('a', a, 't', t, 'd', d, 'v', v::text)) from day), '[]'), ?
                  from key where exists (select from untold)
                on conflict (ledger, store, posting_date, currency) do update
                   set revision = was.revision + 1, lines = excluded.lines, told_at = excluded.told_at
                returning revision)
            select a, t, d, v, revision from untold, told order by 1, 2, 3
            """;

    private ToldDays() {}

    /**
     * What is told now.
     *
     * @param part 1 for the day itself; each document of what came late counts one more
     */
    record Part(int part, List<DayLine> lines) {}

    /** What of a day was not told yet, told from now on; null when the day sums up to what was told. */
    static @Nullable Part tell(Connection transaction, Day day, Instant now) throws SQLException {
        List<DayLine> lines = new ArrayList<>();
        int part = 0;
        try (PreparedStatement statement = transaction.prepareStatement(TELL)) {
            statement.setString(1, day.ledger());
            statement.setString(2, day.store());
            statement.setObject(3, day.postingDate());
            statement.setString(4, day.currency());
            statement.setObject(5, SqlTimes.of(now));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(new DayLine(
                            Account.of(rows.getString(1)),
                            rows.getString(2),
                            rows.getObject(3, LocalDate.class),
                            rows.getBigDecimal(4)));
                    part = rows.getInt(5);
                }
            }
        }
        return lines.isEmpty() ? null : new Part(part, lines);
    }
}
