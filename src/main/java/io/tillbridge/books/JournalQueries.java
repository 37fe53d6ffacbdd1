package io.tillbridge.books;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask the journal; changes nothing. Errors are Spring's {@code DataAccessException}. */
@Component
public final class JournalQueries {

    static final String ENTRY = """
            select number, message_id, kind, fact_key, connection, ledger, store, register, order_key, business_date,
                   posting_date, currency, lines, reversal_of, occurred_at, posted_at,
                   (select r.number from journal_entry r where r.reversal_of = e.number limit 1) as reversed_by
              from journal_entry e
            """;

    private final JdbcClient sql;

    public JournalQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One entry.
     *
     * @param postingDate the day it counts on: later than the business date when that was closed
     * @param reversedBy number of the entry that undoes it; null when none does
     */
    public record Entry(
            String number,
            UUID messageId,
            String kind,
            String factKey,
            String connection,
            String ledger,
            String store,
            @Nullable String register,
            @Nullable String orderKey,
            LocalDate businessDate,
            LocalDate postingDate,
            String currency,
            List<JournalLine> lines,
            @Nullable String reversalOf,
            Instant occurredAt,
            Instant postedAt,
            @Nullable String reversedBy) {}

    /** One row of a trial balance: what an account was debited and credited, both at least zero. */
    public record TrialRow(String ledger, String currency, Account account, BigDecimal debit, BigDecimal credit) {}

    public Optional<Entry> find(String number) {
        return sql.sql(ENTRY + " where e.number = ?")
                .param(number)
                .query((row, n) -> entry(row))
                .optional();
    }

    /**
     * The entries of a posting date.
     *
     * @param store null: of every store
     * @param after only numbers behind this one; the empty text for the first page
     * @param limit at least 1
     */
    public List<Entry> day(LocalDate date, @Nullable String store, String after, int limit) {
        return sql.sql(
                        ENTRY
                                + " where posting_date = ? and (?::text is null or store = ?) and e.number > ? order by e.number limit ?")
                .params(date, store, store, after, limit)
                .query((row, n) -> entry(row))
                .list();
    }

    /**
     * Debits and credits of the accounts over posting dates, both included; their sums are equal for each ledger and currency.
     *
     * @param store null: of every store
     */
    public List<TrialRow> trialBalance(LocalDate from, LocalDate to, @Nullable String store) {
        return sql.sql("""
                        select ledger, currency, l.a, coalesce(sum(l.v) filter (where l.v > 0), 0),
                               coalesce(-sum(l.v) filter (where l.v < 0), 0)
                          from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
                         where posting_date between ? and ? and (?::text is null or store = ?)
                         group by 1, 2, 3 order by 1, 2, 3
                        """)
                .params(from, to, store, store)
                .query((row, n) -> new TrialRow(
                        row.getString(1),
                        row.getString(2),
                        Account.of(row.getString(3)),
                        row.getBigDecimal(4),
                        row.getBigDecimal(5)))
                .list();
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getObject(10, LocalDate.class),
                row.getObject(11, LocalDate.class),
                row.getString(12),
                LinesJson.read(row.getString(13)),
                row.getString(14),
                row.getTimestamp(15).toInstant(),
                row.getTimestamp(16).toInstant(),
                row.getString(17));
    }
}
