package io.tillbridge.delivery;

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
 * A lane of an attempt when the answer is recorded: the delivery's half is locked, and what is wanted is read as it is now. Who
 * posts is not kept from wanting something newer; that is looked for after the commit.
 *
 * @param lane as it was claimed
 * @param newer a newer state than was told is wanted
 * @param entries it has events, of which what was told may be one
 * @param failedSince the first failure of what was told
 */
record LockedLane(
        Lane lane, boolean newer, boolean entries, @Nullable Instant failedSince) {

    private static final String LOCK = """
            select l.key, w.sequence, w.desired <> '',
                   exists (select 1 from outbox_entry e where e.destination = l.destination and e.key = l.key),
                   case when w.desired = '' or l.failed_sequence is not distinct from l.claimed_sequence then l.failed_since end
              from lane_delivery l join lane_wanted w on w.destination = l.destination and w.key = l.key
             where l.destination = ? and l.key = any(?) and l.delivery_id = ? order by l.key for update of l
            """;

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
                        boolean newer = rows.getBoolean(3) && rows.getLong(2) > lane.sequence();
                        locked.add(new LockedLane(lane, newer, rows.getBoolean(4), Cells.instant(rows, 5)));
                    }
                }
            }
        }
        return locked;
    }
}
