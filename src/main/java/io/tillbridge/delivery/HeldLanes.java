package io.tillbridge.delivery;

import io.tillbridge.canonical.Failure;
import io.tillbridge.deadletter.FailedMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Lanes that wait for a cross reference or a value map row: a sweep finds those whose reference appeared between look-up and
 * hold, and gives up those that have waited too long. Lanes are locked in the order of their keys.
 */
final class HeldLanes {

    private static final String GO_ON = """
            update lane_delivery l set waiting_on = null, failed_since = null
              from going g where l.destination = ? and l.key = g.key
            returning l.key
            """;

    private static final String RELEASE = """
            with waiting as materialized (
                select distinct waiting_on from lane_delivery where destination = ? and waiting_on is not null),
            found as (
                select w.waiting_on from waiting w
                  join cross_reference x on x.connection = ?
                   and x.kind = split_part(substr(w.waiting_on, length(?) + 1), '/=', 1)
                   and x.local_id = split_part(substr(w.waiting_on, length(?) + 1), '/=', 2)
                 where starts_with(w.waiting_on, ?)),
            going as (
                select l.key from lane_delivery l join found f on f.waiting_on = l.waiting_on
                 where l.destination = ? order by l.key for update of l)
            """ + GO_ON;

    private static final String RELEASE_FOR_VALUE_MAPS = """
            with going as (
                select key from lane_delivery where destination = ? and starts_with(waiting_on, 'valuemap:')
                 order by key for update)
            """ + GO_ON;

    private static final String RELEASE_AFTER_DRY_RUN = """
            with going as (
                select key from lane_delivery where destination = ? and waiting_on = 'dry_run' order by key for update)
            """ + GO_ON;

    private static final String EXPIRE = """
            with old as (
                select l.key, v.waiting_on, v.event_type, v.attempts, coalesce(e.sequence, v.sequence) as sequence,
                       coalesce(e.document, v.desired) as document, coalesce(e.message_id, v.message_id) as message_id
                  from lane_delivery l join outbox_lane v on v.destination = l.destination and v.key = l.key
                  left join lateral (select sequence, document, message_id from outbox_entry
                                      where destination = l.destination and key = l.key order by sequence limit 1) e on true
                 where l.destination = ? and l.waiting_on <> 'dry_run' and l.waiting_since <= ? and l.delivery_id is null
                   and v.waiting_on is not null
                 order by l.key limit 500 for update of l skip locked)
            update lane_delivery l set dead_sequence = o.sequence, attempts = o.attempts + 1, failed_since = ?,
                   failed_sequence = o.sequence, waiting_on = null, waiting_since = null, dead_letter = true
              from old o where l.destination = ? and l.key = o.key
            returning l.key, o.waiting_on, o.event_type, o.message_id, o.document
            """;

    private HeldLanes() {}

    /** Gives up at most 500 lanes that wait since a moment or longer; the letters are the caller's to file. */
    static List<FailedMessage> expire(Connection tx, Destination destination, Instant since, Instant now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(EXPIRE)) {
            statement.setString(1, destination.name());
            statement.setTimestamp(2, Timestamp.from(since));
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setString(4, destination.name());
            List<FailedMessage> expired = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    expired.add(expired(destination, rows));
                }
            }
            return expired;
        }
    }

    private static FailedMessage expired(Destination destination, ResultSet rows) throws SQLException {
        String key = rows.getString(1);
        return FailedMessage.lane(
                new Failure(
                        Failure.Stage.DELIVER,
                        "hold_expired",
                        Failure.Category.MISSING_REFERENCE,
                        key,
                        "waited for " + rows.getString(2)
                                + " longer than tillbridge.posting.hold-for; add what is missing and replay"),
                destination.connection().id(),
                destination.flow().name(),
                key,
                rows.getString(3),
                rows.getObject(4, UUID.class),
                rows.getString(5),
                null);
    }

    /** Releases those whose cross reference is there now; the lanes are due at once. */
    static List<String> release(Connection tx, Destination destination) throws SQLException {
        String prefix = "xref:" + destination.connection().id() + "/";
        try (PreparedStatement statement = tx.prepareStatement(RELEASE)) {
            statement.setString(1, destination.name());
            statement.setString(2, destination.connection().id());
            statement.setString(3, prefix);
            statement.setString(4, prefix);
            statement.setString(5, prefix);
            statement.setString(6, destination.name());
            statement.setString(7, destination.name());
            return keys(statement);
        }
    }

    /**
     * Releases what waits for a value map row, at the start and after a reload: a lane whose row is still missing
     * waits again, since when it did.
     */
    static List<String> releaseForValueMaps(Connection tx, Destination destination) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(RELEASE_FOR_VALUE_MAPS)) {
            statement.setString(1, destination.name());
            statement.setString(2, destination.name());
            return keys(statement);
        }
    }

    /** Releases what a dry run has shown: the newest state of each lane is to be told now. */
    static List<String> releaseAfterDryRun(Connection tx, Destination destination) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(RELEASE_AFTER_DRY_RUN)) {
            statement.setString(1, destination.name());
            statement.setString(2, destination.name());
            return keys(statement);
        }
    }

    private static List<String> keys(PreparedStatement statement) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }
}
