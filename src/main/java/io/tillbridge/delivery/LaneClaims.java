package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Claims due lanes with an epoch and a lease by database time. The delivery's half of a lane is locked first, and what it wants is
 * read afterwards, by a statement of its own: so what is claimed is the newest state that was committed when nobody else
 * could claim it any more. Nobody who posts is waited for, nor waits.
 *
 * <p>It looks at the connection's pause itself, because the answer that pauses makes its lanes due in the same commit.
 */
final class LaneClaims {

    private static final String OPEN = "not exists (select 1 from connection_state where connection = ? and paused)";

    private static final String MAY_LEAVE = """
            v.state = 'due' and v.waiting_on is null and v.retry_at is null
               and (v.delivered_at is null or v.delivered_at <= ? or v.level = 0 or v.level < v.delivered_level)
               and""" + " " + OPEN;

    /** Whether they may leave is asked by the claim, once. */
    private static final String LOCK_HINTED = """
            select key from lane_delivery where destination = ? and key = any(?) and delivery_id is null
             order by key limit ? for update skip locked
            """;

    /** The halves of lanes that nobody has claimed yet; who makes one holds it. */
    private static final String MAKE = """
            insert into lane_delivery (destination, key)
            select w.destination, w.key from lane_wanted w
             where w.destination = ? and w.key = any(?)
               and not exists (select 1 from lane_delivery d where d.destination = w.destination and d.key = w.key)
             order by w.key limit ?
            on conflict do nothing
            returning key
            """;

    private static final String LOCK_SCHEDULED = """
            select key, coalesce(batch_limit, ?) from lane_delivery
             where destination = ? and retry_at <= ? and delivery_id is null and waiting_on is null and %s
             order by retry_at limit ? for update skip locked
            """.formatted(OPEN);

    private static final String CLAIM = """
            update lane_delivery l set
                   epoch = l.epoch + 1, delivery_id = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond',
                   claimed_sequence = case when v.desired <> '' then v.sequence end, claimed_reported = v.reported_total,
                   hastened = case when l.retry_at > ? and l.delivered_sequence < l.retry_sequence then l.hastened + 1
                                   else l.hastened end,
                   retry_at = null, waiting_on = null
              from outbox_lane v
             where l.destination = ? and l.key = any(?) and l.delivery_id is null
               and v.destination = l.destination and v.key = l.key and %s
            returning %s
            """;

    private static final String CLAIM_HINTED = CLAIM.formatted(MAY_LEAVE, ClaimedLane.COLUMNS);
    private static final String CLAIM_SCHEDULED =
            CLAIM.formatted("v.state = 'due' and v.waiting_on is null", ClaimedLane.COLUMNS);

    /** What has a time but nothing to tell: it would be found each time. */
    private static final String NO_TIME = """
            update lane_delivery set retry_at = null, batch_limit = null
             where destination = ? and key = any(?) and delivery_id is null
            """;

    private LaneClaims() {}

    /** Claims the lanes among {@code keys} that may leave now; a rising figure within the window may not. */
    static List<Lane> hinted(
            Connection tx, Destination destination, List<String> keys, Instant now, UUID delivery, Duration lease)
            throws SQLException {
        OffsetDateTime windowed = now.minus(destination.window()).atOffset(ZoneOffset.UTC);
        List<String> locked = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(LOCK_HINTED)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            statement.setInt(3, destination.max());
            keys(statement, locked);
        }
        int left = Math.min(keys.size(), destination.max()) - locked.size();
        if (left > 0) {
            make(tx, destination, keys, left, locked);
        }
        if (locked.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = tx.prepareStatement(CLAIM_HINTED)) {
            claim(tx, statement, destination, locked, now, delivery, lease);
            statement.setObject(6, windowed);
            statement.setString(7, destination.connection().id());
            return lanes(tx, destination, ClaimedLane.read(statement, now), delivery, now);
        }
    }

    /**
     * Claims lanes whose time to be tried again has come; after a refused batch, only as many as may go together.
     *
     * @param ended receives those that had a time and nothing to tell
     */
    static List<Lane> scheduled(
            Connection tx, Destination destination, Instant now, UUID delivery, Duration lease, Set<String> ended)
            throws SQLException {
        List<String> wanted = due(tx, destination, now);
        if (wanted.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = tx.prepareStatement(CLAIM_SCHEDULED)) {
            claim(tx, statement, destination, wanted, now, delivery, lease);
            List<ClaimedLane> claimed = ClaimedLane.read(statement, now);
            if (claimed.size() < wanted.size()) {
                claimed.forEach(one -> wanted.remove(one.lane().key()));
                forgetTime(tx, destination, wanted);
                ended.addAll(wanted);
            }
            return lanes(tx, destination, claimed, delivery, now);
        }
    }

    private static List<String> due(Connection tx, Destination destination, Instant now) throws SQLException {
        TreeMap<Integer, List<String>> byLimit = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(LOCK_SCHEDULED)) {
            statement.setInt(1, destination.max());
            statement.setString(2, destination.name());
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            statement.setString(4, destination.connection().id());
            statement.setInt(5, destination.max());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byLimit.computeIfAbsent(rows.getInt(2), limit -> new ArrayList<>())
                            .add(rows.getString(1));
                }
            }
        }
        Map.Entry<Integer, List<String>> fewest = byLimit.firstEntry();
        return fewest == null
                ? List.of()
                : new ArrayList<>(fewest.getValue().stream()
                        .sorted()
                        .limit(fewest.getKey())
                        .toList());
    }

    private static void make(Connection tx, Destination destination, List<String> keys, int limit, List<String> locked)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(MAKE)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            statement.setInt(3, limit);
            keys(statement, locked);
        }
    }

    private static void forgetTime(Connection tx, Destination destination, List<String> keys) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(NO_TIME)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            statement.executeUpdate();
        }
    }

    private static void keys(PreparedStatement statement, List<String> keys) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
    }

    private static void claim(
            Connection tx,
            PreparedStatement statement,
            Destination destination,
            List<String> locked,
            Instant now,
            UUID delivery,
            Duration lease)
            throws SQLException {
        statement.setObject(1, delivery);
        statement.setLong(2, lease.toMillis());
        statement.setObject(3, now.atOffset(ZoneOffset.UTC));
        statement.setString(4, destination.name());
        statement.setArray(5, tx.createArrayOf("text", locked.toArray()));
    }

    private static List<Lane> lanes(
            Connection tx, Destination destination, List<ClaimedLane> claimed, UUID delivery, Instant now)
            throws SQLException {
        return destination.queue()
                ? EventHeads.of(
                        tx, destination, claimed.stream().map(ClaimedLane::lane).toList(), delivery)
                : states(tx, destination, claimed, delivery, now);
    }

    private static List<Lane> states(
            Connection tx, Destination destination, List<ClaimedLane> claimed, UUID delivery, Instant now)
            throws SQLException {
        TreeMap<String, Lane> lanes = new TreeMap<>();
        claimed.forEach(one -> lanes.put(one.lane().key(), one.lane()));
        List<String> changed = claimed.stream()
                .filter(one -> one.entries() || one.lane().document().isEmpty())
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
}
