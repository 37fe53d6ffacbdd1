package io.tillbridge.books;

import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Closed periods of the books: what comes late is posted on the first open day and keeps its business date. */
@Component
public final class Periods {

    private static final String CLOSE =
            "insert into journal_closed (closed_through, closed_at, closed_by) values (?, ?, ?) on conflict do nothing";

    private final Clock clock;

    public Periods(Clock clock) {
        this.clock = clock;
    }

    /**
     * Closes a day and all before it, in the caller's transaction; waits until postings under way have ended.
     *
     * @return false when it was closed already
     */
    public boolean close(Connection transaction, LocalDate date, String by) throws SQLException {
        try (Statement lock = transaction.createStatement()) {
            lock.execute("select pg_advisory_xact_lock(" + JournalBook.CLOSING_LOCK + ")");
        }
        LocalDate closed = closedThrough(transaction);
        if (closed != null && !closed.isBefore(date)) {
            return false;
        }
        try (PreparedStatement insert = transaction.prepareStatement(CLOSE)) {
            insert.setObject(1, date);
            insert.setObject(2, SqlTimes.of(clock.instant()));
            insert.setString(3, by);
            insert.executeUpdate();
        }
        return true;
    }

    /** The last closed day; null while everything is open. */
    public @Nullable LocalDate closedThrough(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(closed_through) from journal_closed")) {
            row.next();
            return row.getObject(1, LocalDate.class);
        }
    }
}
