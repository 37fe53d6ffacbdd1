package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Claimed lanes that were written while their flow told the other way: all events or only the newest state. They are told
 * as the flow now says.
 */
final class KindChange {

    private static final String LOCK =
            "select 1 from lane_wanted where destination = ? and key = any(?) order by key for update";

    /** The newest state becomes the one event to tell; entries written since have replaced it. */
    private static final String TO_EVENTS = """
            with old as (
                select w.key, w.sequence, w.desired, w.occurred_at, w.message_id
                  from lane_wanted w join lane_delivery d on d.destination = w.destination and d.key = w.key
                 where w.destination = ? and w.key = any(?) and d.delivery_id = ? and w.desired <> ''
                   and w.sequence > greatest(d.settled_sequence, nullif(d.delivered_sequence, 0))
                   and not exists (select 1 from outbox_entry e where e.destination = w.destination and e.key = w.key)),
            kept as (
                insert into outbox_entry (destination, key, sequence, document, occurred_at, message_id)
                select ?, key, sequence, desired, occurred_at, message_id from old)
            update lane_wanted set desired = '', level = null where destination = ? and key = any(?) and desired <> ''
            """;

    /** The newest entry becomes the desired state, unless a newer state was written since. */
    private static final String TO_STATE = """
            with gone as (
                delete from outbox_entry where destination = ? and key = any(?)
                returning key, sequence, document, occurred_at, message_id),
            newest as (
                select distinct on (key) key, sequence, document, occurred_at, message_id
                  from gone order by key, sequence desc)
            update lane_wanted w set
                   desired = n.document, sequence = n.sequence, level = null, occurred_at = n.occurred_at, message_id = n.message_id
              from newest n where w.destination = ? and w.key = n.key and (w.desired = '' or n.sequence > w.sequence)
            """;

    private static final String CLAIMED_AGAIN = """
            update lane_delivery l set claimed_sequence = v.sequence, claimed_reported = v.reported_total
              from outbox_lane v
             where l.destination = ? and l.key = any(?) and l.delivery_id = ?
               and v.destination = l.destination and v.key = l.key
            returning""" + " " + ClaimedLane.COLUMNS;

    private static final String NOTHING_TO_TELL = """
            update lane_delivery set batch_limit = null, waiting_since = null,
                   lease_until = null, delivery_id = null, claimed_sequence = null
             where destination = ? and key = any(?) and delivery_id = ?
            """;

    private KindChange() {}

    /** Makes entries of desired states. */
    static void toEvents(Connection tx, Destination destination, Collection<String> keys, UUID delivery)
            throws SQLException {
        Object[] all = keys.toArray();
        lock(tx, destination, all);
        try (PreparedStatement statement = tx.prepareStatement(TO_EVENTS)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", all));
            statement.setObject(3, delivery);
            statement.setString(4, destination.name());
            statement.setString(5, destination.name());
            statement.setArray(6, tx.createArrayOf("text", all));
            statement.executeUpdate();
        }
    }

    /** Makes desired states of entries; returns the lanes as they are now. */
    static List<Lane> toState(
            Connection tx, Destination destination, Collection<String> keys, UUID delivery, Instant now)
            throws SQLException {
        Object[] all = keys.toArray();
        lock(tx, destination, all);
        try (PreparedStatement statement = tx.prepareStatement(TO_STATE)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", all));
            statement.setString(3, destination.name());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tx.prepareStatement(CLAIMED_AGAIN)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", all));
            statement.setObject(3, delivery);
            return ClaimedLane.read(statement, now).stream()
                    .map(ClaimedLane::lane)
                    .toList();
        }
    }

    /** Whoever posts the other kind still waits for these lanes, and only for these. */
    private static void lock(Connection tx, Destination destination, Object[] keys) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys));
            statement.executeQuery().close();
        }
    }

    /** Gives claimed lanes back that have nothing to tell. */
    static void giveBack(Connection tx, Destination destination, List<String> keys, UUID delivery) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(NOTHING_TO_TELL)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            statement.setObject(3, delivery);
            statement.executeUpdate();
        }
    }
}
