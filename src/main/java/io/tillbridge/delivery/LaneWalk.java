package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds due lanes that no hint names, by walking the primary key. */
final class LaneWalk {

    private static final String STEP = """
            select key, state = 'due' and waiting_on is null and retry_at is null
              from outbox_lane where destination = ? and key > ? order by key limit ?
            """;

    private LaneWalk() {}

    /**
     * One page of lanes.
     *
     * @param due those that are due without a schedule
     * @param last where the next step goes on; null at the end
     */
    record Step(List<String> due, @Nullable String last) {
        Step {
            due = List.copyOf(due);
        }
    }

    static Step step(Connection tx, Destination destination, String after, int page) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(STEP)) {
            statement.setString(1, destination.name());
            statement.setString(2, after);
            statement.setInt(3, page);
            List<String> due = new ArrayList<>();
            int seen = 0;
            String last = after;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen++;
                    last = rows.getString(1);
                    if (rows.getBoolean(2)) {
                        due.add(last);
                    }
                }
            }
            return new Step(due, seen < page ? null : last);
        }
    }
}
