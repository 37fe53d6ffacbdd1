package io.tillbridge.delivery;

import io.tillbridge.platform.Cells;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims due lanes with an epoch and a lease by database time: one statement per batch. It looks at the connection's pause
 * itself, because the answer that pauses makes its lanes due in the same commit.
 */
final class LaneClaims {

    /** What {@link #read} reads of a lane {@code l}. */
    static final String CLAIMED = """
            l.key, l.sequence, l.event_type, l.desired, l.occurred_at, l.message_id, l.attempts, l.failed_since,
                   l.level, l.delivered_level + l.reported as delivered_level, l.delivered_sequence, l.dead_letter, l.backlog, l.older_call_until
            """;

    private static final String CLAIM = """
            update outbox_lane l set
                   state = 'in_flight', epoch = l.epoch + 1, delivery_id = ?, claimed_sequence = l.sequence, retry_at = null,
                   claimed_reported = l.reported,
                   lease_until = clock_timestamp() + ? * interval '1 millisecond'
              from wanted w
             where l.destination = ? and l.key = w.key
            returning""" + " " + CLAIMED;

    private static final String HINTED = """
            with wanted as (
                select key from outbox_lane
                 where destination = ? and key = any(?) and state = 'due' and waiting_on is null and retry_at is null
                   and (delivered_at is null or delivered_at <= ? or level = 0 or level < delivered_level)
                   and not exists (select 1 from connection_state where connection = ? and paused)
                 order by key limit ? for update skip locked)
            """ + CLAIM;

    private static final String SCHEDULED = """
            with due as (
                select key, coalesce(batch_limit, ?) as together from outbox_lane
                 where destination = ? and retry_at <= ? and state = 'due' and waiting_on is null
                   and not exists (select 1 from connection_state where connection = ? and paused)
                 order by retry_at limit ? for update skip locked),
            wanted as (
                select key from (
                    select key, together, row_number() over (order by key) as place from due
                     where together = (select min(together) from due)) group_of
                 where place <= together)
            """ + CLAIM;

    private static final String GROUPED = """
            select key, delivered_at from outbox_lane
             where destination = ? and key = any(?) and state = 'due' and waiting_on is null and retry_at is null
            """;

    private LaneClaims() {}

    /** Claims the lanes among {@code keys} that may leave now; a rising figure within the window may not. */
    static List<Lane> hinted(
            Connection tx, Destination destination, List<String> keys, Instant now, UUID delivery, Duration lease)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(HINTED)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            statement.setTimestamp(3, Timestamp.from(now.minus(destination.window())));
            statement.setString(4, destination.connection().id());
            statement.setInt(5, destination.max());
            return claim(tx, statement, 6, destination, delivery, lease, now);
        }
    }

    /** Claims lanes whose time to be tried again has come; after a refused batch, only as many as may go together. */
    static List<Lane> scheduled(Connection tx, Destination destination, Instant now, UUID delivery, Duration lease)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SCHEDULED)) {
            statement.setInt(1, destination.max());
            statement.setString(2, destination.name());
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setString(4, destination.connection().id());
            statement.setInt(5, destination.max());
            return claim(tx, statement, 6, destination, delivery, lease, now);
        }
    }

    /**
     * Of the hinted lanes that were not claimed, those that are due later in their window, with that time; at the
     * earliest {@code soonest}, because a lane may only be locked by a posting for a moment.
     */
    static Map<String, Instant> grouped(Connection tx, Destination destination, List<String> keys, Instant soonest)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(GROUPED)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            Map<String, Instant> later = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Instant delivered = Cells.instant(rows, 2);
                    Instant until = delivered == null ? soonest : delivered.plus(destination.window());
                    later.put(rows.getString(1), until.isBefore(soonest) ? soonest : until);
                }
            }
            return later;
        }
    }

    /**
     * A lane as it was claimed.
     *
     * @param backlog entries not yet told
     */
    record Claimed(Lane lane, int backlog) {}

    private static List<Lane> claim(
            Connection tx,
            PreparedStatement statement,
            int at,
            Destination destination,
            UUID delivery,
            Duration lease,
            Instant now)
            throws SQLException {
        statement.setObject(at, delivery);
        statement.setLong(at + 1, lease.toMillis());
        statement.setString(at + 2, destination.name());
        List<Claimed> claimed = read(statement, now);
        return destination.queue()
                ? EventHeads.of(
                        tx, destination, claimed.stream().map(Claimed::lane).toList(), delivery)
                : states(tx, destination, claimed, delivery, now);
    }

    /** Runs a statement that returns {@link #CLAIMED}; in the order of the keys. */
    static List<Claimed> read(PreparedStatement statement, Instant now) throws SQLException {
        List<Claimed> claimed = new ArrayList<>();
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
                claimed.add(new Claimed(lane, rows.getInt("backlog")));
            }
        }
        claimed.sort(Comparator.comparing(one -> one.lane().key()));
        return claimed;
    }

    private static List<Lane> states(
            Connection tx, Destination destination, List<Claimed> claimed, UUID delivery, Instant now)
            throws SQLException {
        TreeMap<String, Lane> lanes = new TreeMap<>();
        claimed.forEach(one -> lanes.put(one.lane().key(), one.lane()));
        List<String> changed = claimed.stream()
                .filter(one -> one.backlog() > 0 || one.lane().document().isEmpty())
                .map(one -> one.lane().key())
                .toList();
        if (!changed.isEmpty()) {
            KindChange.toState(tx, destination, changed, delivery, now).forEach(lane -> lanes.put(lane.key(), lane));
            List<String> empty = lanes.values().stream()
                    .filter(lane -> lane.document().isEmpty())
                    .map(Lane::key)
                    .toList();
            KindChange.giveBack(tx, destination, empty, delivery);
            empty.forEach(lanes::remove);
        }
        return List.copyOf(lanes.values());
    }

    /** The moment if it is still to come. */
    static @Nullable Instant after(@Nullable Instant moment, Instant now) {
        return moment != null && moment.isAfter(now) ? moment : null;
    }
}
