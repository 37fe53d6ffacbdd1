package io.tillbridge.delivery;

import io.tillbridge.platform.Cells;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lane as a claim read it.
 *
 * @param entries whether events of it are not yet told
 */
record ClaimedLane(Lane lane, boolean entries) {

    /** What {@link #read} reads of a lane {@code v} of the view. */
    static final String COLUMNS = """
            v.key, v.sequence, v.event_type, v.desired, v.occurred_at, v.message_id, v.attempts, v.failed_since, v.level,
                   v.delivered_level + v.reported as delivered_level, v.delivered_sequence, v.dead_letter, v.older_call_until,
                   exists (select 1 from outbox_entry e where e.destination = v.destination and e.key = v.key) as entries
            """;

    /** Runs a statement that returns {@link #COLUMNS}; in the order of the keys. */
    static List<ClaimedLane> read(PreparedStatement statement, Instant now) throws SQLException {
        List<ClaimedLane> claimed = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Lane lane = new Lane(
                        rows.getString("key"),
                        rows.getLong("sequence"),
                        rows.getString("event_type"),
                        rows.getString("desired"),
                        rows.getTimestamp("occurred_at").toInstant(),
                        rows.getObject("message_id", UUID.class),
                        rows.getInt("attempts"),
                        Cells.instant(rows, "failed_since"),
                        rows.getBigDecimal("level"),
                        rows.getBigDecimal("delivered_level"),
                        rows.getLong("delivered_sequence"),
                        rows.getBoolean("dead_letter"),
                        after(Cells.instant(rows, "older_call_until"), now),
                        false);
                claimed.add(new ClaimedLane(lane, rows.getBoolean("entries")));
            }
        }
        claimed.sort(Comparator.comparing(one -> one.lane().key()));
        return claimed;
    }

    /** The moment if it is still to come. */
    static @Nullable Instant after(@Nullable Instant moment, Instant now) {
        return moment != null && moment.isAfter(now) ? moment : null;
    }
}
