package io.tillbridge.delivery;

import io.tillbridge.platform.Cells;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The look at the other side. Who posts and who delivers do not see each other's uncommitted rows, so each writes, commits,
 * and then looks: who posts tells the workers of every lane he wrote, and a worker drops the hint of a committed lane that is
 * in flight, paused, waiting or has nothing to tell; who ends one of these looks after his commit ({@link LaneLook}).
 */
final class DueLanes {

    private static final String DUE = """
            select key, delivered_at from outbox_lane
             where destination = ? and key = any(?) and state = 'due' and waiting_on is null and retry_at is null
            """;

    private DueLanes() {}

    /** Those that are due at once. */
    static List<String> among(Connection connection, Destination destination, Collection<String> keys)
            throws SQLException {
        return List.copyOf(read(connection, destination, keys).keySet());
    }

    /**
     * Of the hinted lanes that were not claimed, those that are due later in their window, with that time; at the
     * earliest {@code soonest}, because a lane may only be locked by another worker for a moment.
     */
    static Map<String, Instant> grouped(
            Connection tx, Destination destination, Collection<String> keys, Instant soonest) throws SQLException {
        Map<String, Instant> later = new HashMap<>();
        read(tx, destination, keys).forEach((key, delivered) -> {
            Instant until = delivered == null ? soonest : delivered.plus(destination.window());
            later.put(key, until.isBefore(soonest) ? soonest : until);
        });
        return later;
    }

    private static Map<String, @Nullable Instant> read(
            Connection connection, Destination destination, Collection<String> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setString(1, destination.name());
            statement.setArray(2, connection.createArrayOf("text", keys.toArray()));
            Map<String, @Nullable Instant> due = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.put(rows.getString(1), Cells.instant(rows, 2));
                }
            }
            return due;
        }
    }
}
