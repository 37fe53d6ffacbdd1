package io.tillbridge.books;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps entries, in the transaction of the posting that makes them. */
@Component
public final class JournalBook {

    /** Held shared by who posts and alone by who closes a period, so that nothing slips behind a closing. */
    static final long CLOSING_LOCK = 0x74696c6c626f6f6bL;

    private static final String INSERT = """
            select pg_advisory_xact_lock_shared(%d);
            %s;
            with made as (
                insert into journal_entry (message_id, kind, generation, number, fact_key, connection, ledger, store, register,
                                           order_key, business_date, posting_date, currency, lines, reversal_of, occurred_at,
                                           posted_at)
                select m, k, g, n, f, co, le, s, r, ok, d, greatest(d, c.open), cu, li::jsonb, re, oc, ?
                  from unnest(?::uuid[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::text[], ?::date[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                       as row (m, k, g, n, f, co, le, s, r, ok, d, cu, li, re, oc),
                       (select max(closed_through) + 1 as open from journal_closed) c
                returning ledger, store, posting_date, currency, number, register, occurred_at),
            due as (
                insert into journal_due (ledger, store, posting_date, currency, number)
                select distinct ledger, store, posting_date, currency, case t when 'each' then number else '' end
                  from made join unnest(?::text[], ?::text[]) as telling (number, t) using (number)
                 where t <> 'none' order by 1, 2, 3, 4, 5
                on conflict do nothing)
            select distinct c.fact_key
              from made m
              join till_closure c on c.store = m.store and c.register = m.register and c.closed_at >= m.occurred_at
             where c.opened_at < m.occurred_at and c.currency = m.currency
            """.formatted(CLOSING_LOCK, TillLocks.SHARED);

    private static final String BOOKED = """
            select message_id, kind, generation, number, ledger, store, register, order_key, business_date, currency, lines,
                   reversal_of
              from journal_entry where %s = any (?::%s[]) order by posted_at, number
            """;

    private static final String TENDERS = """
            select l.a, sum(l.v)
              from journal_entry e, jsonb_to_recordset(e.lines) as l (a text, v numeric)
             where posting_date >= ? and store = ? and register = ? and currency = ?
               and kind <> 'register.closed' and occurred_at > ? and occurred_at <= ? and l.a in ('cash', 'card_clearing', 'pending_tenders', 'gift_card_liability', 'other_tender')
             group by 1
            """;

    private final Clock clock;

    public JournalBook(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds entries, on their business date or, where that is closed, on the first open day.
     *
     * @return the fact keys of closures in whose sessions some of them are
     */
    public Set<String> add(Connection transaction, List<JournalEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return Set.of();
        }
        List<Numbered> rows = new ArrayList<>();
        entries.forEach(entry -> rows.add(new Numbered(entry, entry.number())));
        rows.sort(Comparator.comparing((Numbered row) -> row.entry().origin().messageId())
                .thenComparing(row -> row.entry().kind())
                .thenComparing(row -> row.entry().generation()));
        try (PreparedStatement statement = transaction.prepareStatement(INSERT)) {
            Columns.bind(statement, rows, 1)
                    .text(row -> row.entry().store())
                    .text(row -> row.entry().register());
            statement.setObject(3, SqlTimes.of(clock.instant()));
            Columns.bind(statement, rows, 4)
                    .uuid(row -> row.entry().origin().messageId())
                    .text(row -> row.entry().kind())
                    .integer(row -> row.entry().generation())
                    .text(Numbered::number)
                    .text(row -> row.entry().origin().factKey())
                    .text(row -> row.entry().origin().connection())
                    .text(row -> row.entry().ledger().id())
                    .text(row -> row.entry().store())
                    .text(row -> row.entry().register())
                    .text(row -> row.entry().orderKey())
                    .text(row -> row.entry().businessDate().toString())
                    .text(row -> row.entry().currency())
                    .text(row -> LinesJson.write(row.entry().lines()))
                    .text(row -> row.entry().reversalOf())
                    .instant(row -> row.entry().origin().occurredAt())
                    .text(Numbered::number)
                    .text(row -> row.entry().told()
                            ? row.entry().ledger().telling().name().toLowerCase(Locale.ROOT)
                            : "none");
            statement.execute();
            return last(statement);
        }
    }

    private static Set<String> last(PreparedStatement statement) throws SQLException {
        Set<String> closures = new TreeSet<>();
        statement.getMoreResults();
        statement.getMoreResults();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                closures.add(rows.getString(1));
            }
        }
        return closures;
    }

    private record Numbered(JournalEntry entry, String number) {}

    /** The entries of messages, in the order in which they were made. */
    public Map<UUID, List<Booked>> ofMessages(Connection transaction, Collection<UUID> messages) throws SQLException {
        Map<UUID, List<Booked>> found = new HashMap<>();
        for (Booked entry : booked(transaction, "message_id", "uuid", messages.toArray())) {
            found.computeIfAbsent(entry.messageId(), id -> new ArrayList<>()).add(entry);
        }
        return found;
    }

    /** The entries of orders and of returns that belong to them, by {@code system|id}. */
    public Map<String, List<Booked>> ofOrders(Connection transaction, Collection<String> orders) throws SQLException {
        Map<String, List<Booked>> found = new HashMap<>();
        for (Booked entry : booked(transaction, "order_key", "text", orders.toArray())) {
            found.computeIfAbsent(String.valueOf(entry.orderKey()), key -> new ArrayList<>())
                    .add(entry);
        }
        return found;
    }

    private static List<Booked> booked(Connection transaction, String column, String type, Object[] keys)
            throws SQLException {
        List<Booked> booked = new ArrayList<>();
        if (keys.length == 0) {
            return booked;
        }
        try (PreparedStatement statement = transaction.prepareStatement(BOOKED.formatted(column, type))) {
            statement.setArray(1, transaction.createArrayOf(type, keys));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    booked.add(new Booked(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getInt(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getObject(9, LocalDate.class),
                            row.getString(10),
                            LinesJson.read(row.getString(11)),
                            row.getString(12)));
                }
            }
        }
        return booked;
    }

    /** Of the clock that entries are stamped by. */
    public Instant now() {
        return clock.instant();
    }

    /** What the entries of a till's session made of each tender, by the tender's word. */
    public Map<String, BigDecimal> tenders(Connection transaction, Session session) throws SQLException {
        Map<String, BigDecimal> sums = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(TENDERS)) {
            statement.setObject(1, session.from());
            statement.setString(2, session.store());
            statement.setString(3, session.register());
            statement.setString(4, session.currency());
            statement.setObject(5, SqlTimes.of(session.opened()));
            statement.setObject(6, SqlTimes.of(session.closed()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.merge(Account.of(rows.getString(1)).tender(), rows.getBigDecimal(2), BigDecimal::add);
                }
            }
        }
        return sums;
    }

    /**
     * A till between opening and closure.
     *
     * @param from no entry of it is posted before this day
     */
    public record Session(
            String store, String register, String currency, LocalDate from, Instant opened, Instant closed) {}
}
