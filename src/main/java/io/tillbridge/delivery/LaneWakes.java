package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lanes that were written by who could not tell the workers after his commit: each row is taken once, by any node, in the
 * transaction that claims its lane.
 */
final class LaneWakes {

    /** What nobody has taken for so long is of a destination that is told nothing; if it is again, its lanes are walked. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String TAKE = """
            delete from lane_wake where destination = ? and id in (
                select id from lane_wake where destination = ? and due_at <= ? order by id limit ? for update skip locked)
            returning key
            """;

    private static final String FORGET = """
            delete from lane_wake where (destination, id) in (
                select destination, id from lane_wake where due_at < ? for update skip locked)
            """;

    private LaneWakes() {}

    /** Takes the oldest rows, at most {@code max}; each lane once, in no order. */
    static List<String> take(Connection tx, Destination destination, Instant now, int max) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(TAKE)) {
            statement.setString(1, destination.name());
            statement.setString(2, destination.name());
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            statement.setInt(4, max);
            Set<String> keys = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return new ArrayList<>(keys);
        }
    }

    /** Forgets what nobody takes, of all destinations; waits for nobody. */
    static void forget(Connection tx, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            statement.setTimestamp(1, Timestamp.from(now.minus(KEPT)));
            statement.executeUpdate();
        }
    }
}
