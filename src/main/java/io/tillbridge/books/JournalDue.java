package io.tillbridge.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalDocuments.Day;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What destinations are to be told of the journal: days that have ended, what came late of them, and entries of ledgers that
 * tell each. Taken by one node at a time, so that sequences grow in the order of the commits.
 */
@Component
public final class JournalDue {

    private static final int AT_ONCE = 200;
    private static final long TELLING_LOCK = 0x74696c6c6a6f7572L;

    private static final String DUE = """
            select d.ledger, d.store, d.posting_date, d.currency, d.number
              from journal_due d join unnest(?::text[], ?::text[]) as l (ledger, ended) on l.ledger = d.ledger
             where d.number <> '' or d.posting_date <= l.ended::date
             order by 1, 2, 3, 4, 5 limit\s""";

    private static final String ANY = DUE + "1";

    private static final String TAKE = """
            delete from journal_due where (ledger, store, posting_date, currency, number) in (%s %d)
            returning ledger, store, posting_date, currency, number
            """.formatted(DUE, AT_ONCE);

    private static final String LAST = """
            select message_id, occurred_at from journal_entry
             where posting_date = ? and store = ? and ledger = ? and currency = ? order by posted_at desc, number limit 1
            """;

    private final DataSource database;
    private final Ledgers ledgers;
    private final Clock clock;

    public JournalDue(DataSource database, Ledgers ledgers, Clock clock) {
        this.database = database;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /** One document to be told, and the newest message behind it. */
    public record Telling(ObjectNode document, long sequence, Instant occurredAt, UUID messageId) {}

    private record Due(Day day, String number) {}

    /** Takes what is due now, a few hundred documents at most; none while another node does. */
    public List<Telling> take(Connection transaction) throws SQLException {
        List<Telling> tellings = new ArrayList<>();
        if (ledgers.all().isEmpty() || !alone(transaction)) {
            return tellings;
        }
        for (Due due : quiet(transaction)) {
            Telling telling = due.number().isEmpty() ? day(transaction, due.day()) : entry(transaction, due.number());
            if (telling != null) {
                tellings.add(telling);
            }
        }
        return tellings;
    }

    private static boolean alone(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_xact_lock(" + TELLING_LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Takes what is due while no posting is between its entries and its commit: such a one has found its day due already, and
     * its entries would be told by nobody. The lock has a transaction of its own, so postings wait for the taking alone.
     */
    private List<Due> quiet(Connection transaction) throws SQLException {
        if (take(transaction, ANY).isEmpty()) {
            return List.of();
        }
        return Transactions.in(database, lock -> {
            try (Statement statement = lock.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + JournalBook.CLOSING_LOCK + ")");
            }
            return take(transaction, TAKE);
        });
    }

    private List<Due> take(Connection transaction, String sql) throws SQLException {
        Instant now = clock.instant();
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    transaction.createArrayOf(
                            "text", ledgers.all().stream().map(Ledger::id).toArray()));
            statement.setArray(
                    2,
                    transaction.createArrayOf(
                            "text",
                            ledgers.all().stream()
                                    .map(ledger -> ledger.businessDate(now, ZoneOffset.UTC)
                                            .minusDays(1)
                                            .toString())
                                    .toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(
                            new Day(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getObject(3, LocalDate.class),
                                    rows.getString(4)),
                            rows.getString(5)));
                }
            }
        }
        return due;
    }

    private @Nullable Telling day(Connection transaction, Day day) throws SQLException {
        ToldDays.Part part = ToldDays.tell(transaction, day, clock.instant());
        if (part == null) {
            return null;
        }
        try (PreparedStatement statement = last(transaction, day);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long sequence = sequence(transaction);
            return new Telling(
                    JournalDocuments.day(day, part.lines(), part.part(), sequence),
                    sequence,
                    row.getTimestamp(2).toInstant(),
                    row.getObject(1, UUID.class));
        }
    }

    private static @Nullable Telling entry(Connection transaction, String number) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(JournalQueries.ENTRY + " where e.number = ?")) {
            statement.setString(1, number);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                JournalQueries.Entry entry = JournalQueries.entry(row);
                long sequence = sequence(transaction);
                return new Telling(
                        JournalDocuments.entry(entry, sequence), sequence, entry.occurredAt(), entry.messageId());
            }
        }
    }

    private static PreparedStatement last(Connection transaction, Day day) throws SQLException {
        PreparedStatement statement = transaction.prepareStatement(LAST);
        statement.setObject(1, day.postingDate());
        statement.setString(2, day.store());
        statement.setString(3, day.ledger());
        statement.setString(4, day.currency());
        return statement;
    }

    private static long sequence(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery("select nextval('journal_sequence')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
