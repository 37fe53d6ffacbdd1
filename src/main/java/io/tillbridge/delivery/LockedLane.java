package io.tillbridge.delivery;

import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Cells;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lane of an attempt as it is when the answer is recorded: locked, and maybe wanting something newer than was told.
 *
 * @param lane as it was claimed
 * @param sequence of the newest state
 * @param backlog events not yet told
 * @param failedSince the first failure of what was told
 * @param holdsState it holds a newest state, not events
 * @param hastens its newest figure may go out before a pause has ended
 */
record LockedLane(
        Lane lane, long sequence, int backlog, @Nullable Instant failedSince, boolean holdsState, boolean hastens) {

    private static final String LOCK = """
            select key, sequence, backlog, failed_since, desired <> '',
                   hastened < %d and (level = 0 or level < delivered_level) from outbox_lane
             where destination = ? and key = any(?) and delivery_id = ? order by key for update
            """.formatted(Outbox.HASTENED_AT_MOST);

    /** The lanes that still belong to the attempt, in the order of their keys. */
    static List<LockedLane> of(Connection tx, Destination destination, Attempt attempt) throws SQLException {
        Map<String, Lane> claimed = new HashMap<>();
        attempt.lanes().forEach(lane -> claimed.put(lane.key(), lane));
        List<LockedLane> locked = new ArrayList<>(claimed.size());
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", claimed.keySet().toArray()));
            statement.setObject(3, attempt.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Lane lane = claimed.get(rows.getString(1));
                    if (lane != null) {
                        locked.add(new LockedLane(
                                lane,
                                rows.getLong(2),
                                rows.getInt(3),
                                Cells.instant(rows, 4),
                                rows.getBoolean(5),
                                rows.getBoolean(6)));
                    }
                }
            }
        }
        return locked;
    }

    /**
     * Whether something else is to be told after what was told; the attempt may be older than the flow's kind.
     *
     * @param queued the flow tells every event
     */
    boolean newer(boolean queued) {
        if (queued && !holdsState) {
            return backlog > 1; // the event that was told still counts
        }
        boolean replaced = sequence > lane.sequence();
        boolean followedByEvents = queued && backlog > 0;
        return replaced || followedByEvents;
    }
}
