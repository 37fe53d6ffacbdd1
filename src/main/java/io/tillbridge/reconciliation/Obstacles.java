package io.tillbridge.reconciliation;

import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** What stands against a correction at the moment when it would be made. */
final class Obstacles {

    /** Documents that are on their way are among them: what they tell may be what the books miss. */
    private static final String UNSETTLED = """
            select exists (select from message where connection = ? and state in ('accepted', 'fetching'))
                   or exists (select from message where connection = ? and state = 'held')
                   or exists (select from dead_letter
                               where connection = ? and message_id is not null
                                 and state not in ('replayed', 'resolved', 'archived'))
            """;

    /** Pending ones, too: a person is about to decide the figure. */
    private static final String COUNTED = """
            select exists (select from shelf_count
                            where sku = ? and location = ? and bucket = 'sellable' and state = 'posted' and counted_at >= ?)
                   or exists (select from shelf_count
                               where sku = ? and location = ? and bucket = 'sellable' and state = 'pending' and counted_at >= ?)
                   or exists (select from stock_count where sku = ? and location = ? and observed_at >= ?)
            """;

    private Obstacles() {}

    /** Whether a document of the connection is neither posted nor given up. */
    static boolean documents(Connection tx, String connection) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(UNSETTLED)) {
            for (int n = 1; n <= 3; n++) {
                statement.setString(n, connection);
            }
            return yes(statement);
        }
    }

    /** Whether somebody counted the goods then or later: a count is nearer to them than any system's word. */
    static boolean counts(Connection tx, StockKey key, Instant since) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(COUNTED)) {
            for (int first = 1; first <= 7; first += 3) {
                statement.setString(first, key.sku());
                statement.setString(first + 1, key.location());
                statement.setObject(first + 2, SqlTimes.of(since));
            }
            return yes(statement);
        }
    }

    private static boolean yes(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
