package io.tillbridge.delivery;

import io.tillbridge.mapping.MappingVersion;
import io.tillbridge.partner.PartnerRequest;
import io.tillbridge.platform.Cells;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Frozen attempts that are not over: stored, repeated when their time has come, taken over when a lease ended. */
final class OpenAttempts {

    private static final String FREEZE = """
            insert into delivery (delivery_id, destination, idempotency_key, request, body, items, state, calls, created_at,
                   keys, sequences, levels, mapping, mapping_version, lease_until)
            values (?, ?, ?, ?, ?, ?, 'in_flight', 0, ?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
            """;

    private static final String REPEAT = """
            with open as (
                select delivery_id, state from delivery
                 where destination = ? and state in ('in_flight', 'unknown', 'postponed')
                   and (lease_until is null or lease_until < clock_timestamp())
                   and (call_at is null or call_at <= ?)
                 order by created_at limit 1 for update skip locked)
            update delivery d set
                   epoch = d.epoch + 1, state = 'in_flight',
                   taken_over = d.taken_over or d.lease_until is not null,
                   lease_until = clock_timestamp() + ? * interval '1 millisecond'
              from open o
             where d.delivery_id = o.delivery_id
            returning d.delivery_id, d.epoch, d.request, d.body, d.calls, d.failed_since, d.taken_over,
                   d.keys, d.sequences, d.levels, o.state <> 'postponed', d.mapping, d.mapping_version
            """;

    private static final String LANES = """
            select n.k, n.s, n.l, w.event_type, coalesce(e.occurred_at, w.occurred_at), coalesce(e.message_id, w.message_id),
                   case when w.desired = '' or d.failed_sequence = n.s then d.attempts else 0 end,
                   case when w.desired = '' or d.failed_sequence = n.s then d.failed_since end,
                   d.delivered_sequence, d.dead_letter, e.sequence is not null or (w.desired <> '' and w.sequence = n.s),
                   coalesce(e.document, w.desired), d.older_call_until
              from unnest(?::text[], ?::bigint[], ?::numeric[]) with ordinality as n(k, s, l, place)
              join lane_delivery d on d.destination = ? and d.key = n.k
              join lane_wanted w on w.destination = d.destination and w.key = d.key
              left join outbox_entry e on e.destination = d.destination and e.key = n.k and e.sequence = n.s
             order by n.place
            """;

    private static final String HASTEN = "update delivery set call_at = closed_until"
            + " where destination = ? and state in ('unknown', 'postponed') and lease_until is null";

    private OpenAttempts() {}

    /** Stores the attempt; from its commit on, these bytes leave before anything newer on its lanes. */
    static void freeze(
            Connection tx, Destination destination, Attempt attempt, String idempotencyKey, Instant now, Duration lease)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FREEZE)) {
            List<Lane> lanes = attempt.lanes();
            MappingVersion mapping = attempt.mapping();
            statement.setObject(1, attempt.id());
            statement.setString(2, destination.name());
            statement.setString(3, idempotencyKey);
            statement.setString(4, attempt.request().head());
            statement.setBytes(5, attempt.request().body());
            statement.setInt(6, lanes.size());
            statement.setObject(7, SqlTimes.of(now));
            statement.setArray(
                    8, tx.createArrayOf("text", lanes.stream().map(Lane::key).toArray()));
            statement.setArray(
                    9,
                    tx.createArrayOf(
                            "bigint", lanes.stream().map(Lane::sequence).toArray()));
            statement.setArray(
                    10,
                    tx.createArrayOf("numeric", lanes.stream().map(Lane::level).toArray()));
            statement.setString(11, mapping == null ? null : mapping.mapping());
            statement.setObject(12, mapping == null ? null : mapping.version());
            statement.setLong(13, lease.toMillis());
            statement.executeUpdate();
        }
    }

    /** The oldest attempt that must be repeated now; null when there is none. */
    static @Nullable Attempt repeat(
            Connection tx, Destination destination, Instant now, Duration lease, long callBefore) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(REPEAT)) {
            statement.setString(1, destination.name());
            statement.setObject(2, SqlTimes.of(now));
            statement.setLong(3, lease.toMillis());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                return new Attempt(
                        rows.getObject(1, UUID.class),
                        rows.getLong(2),
                        PartnerRequest.of(rows.getString(3), rows.getBytes(4)),
                        mapping(rows.getString(12), rows.getObject(13, Integer.class)),
                        lanes(tx, destination, rows.getArray(8), rows.getArray(9), rows.getArray(10), now),
                        rows.getInt(5),
                        Cells.instant(rows, 6),
                        rows.getBoolean(7),
                        rows.getBoolean(11),
                        callBefore);
            }
        }
    }

    private static @Nullable MappingVersion mapping(@Nullable String mapping, @Nullable Integer version) {
        return mapping == null || version == null ? null : new MappingVersion(mapping, version);
    }

    /**
     * The partner works again: what waits for it is repeated now, not when its last pause ends; what it asked to be spared
     * until a moment is repeated then, because another node or a later run knows of no other hindrance.
     */
    static void hasten(Connection tx, Destination destination) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(HASTEN)) {
            statement.setString(1, destination.name());
            statement.executeUpdate();
        }
    }

    private static List<Lane> lanes(
            Connection tx, Destination destination, Array keys, Array sequences, Array levels, Instant now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LANES)) {
            statement.setArray(1, keys);
            statement.setArray(2, sequences);
            statement.setArray(3, levels);
            statement.setString(4, destination.name());
            List<Lane> lanes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    BigDecimal level = rows.getBigDecimal(3);
                    boolean current = rows.getBoolean(11);
                    lanes.add(new Lane(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getString(4),
                            rows.getString(12),
                            current ? rows.getTimestamp(5).toInstant() : null,
                            rows.getObject(6, UUID.class),
                            rows.getInt(7),
                            Cells.instant(rows, 8),
                            level,
                            null,
                            rows.getLong(9),
                            rows.getBoolean(10),
                            ClaimedLane.after(Cells.instant(rows, 13), now),
                            !current && !destination.queue()));
                }
            }
            return lanes;
        }
    }
}
