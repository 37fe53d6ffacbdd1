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

    /** The newest state becomes the one event to tell; entries written since have replaced it. */
    private static final String TO_EVENTS = """
            with old as (
                select key, sequence, desired, occurred_at, message_id from outbox_lane l
                 where destination = ? and key = any(?) and delivery_id = ? and desired <> '' and sequence > delivered_sequence
                   and not exists (select 1 from outbox_entry e where e.destination = l.destination and e.key = l.key)),
            kept as (
                insert into outbox_entry (destination, key, sequence, document, occurred_at, message_id)
                select ?, key, sequence, desired, occurred_at, message_id from old returning key)
            update outbox_lane l set desired = '', level = null, delivered_level = null,
                   backlog = (select count(*) from kept k where k.key = l.key)
                           + (select count(*) from outbox_entry e where e.destination = l.destination and e.key = l.key)
             where l.destination = ? and l.key = any(?) and l.delivery_id = ? and l.desired <> ''
            """;

    /** The newest entry becomes the desired state, unless a state was written since. */
    private static final String TO_STATE = """
            with gone as (
                delete from outbox_entry e using outbox_lane l
                 where l.destination = ? and l.key = any(?) and l.delivery_id = ?
                   and e.destination = l.destination and e.key = l.key
                returning e.key, e.sequence, e.document, e.occurred_at, e.message_id),
            newest as (
                select distinct on (key) key, sequence, document, occurred_at, message_id
                  from gone order by key, sequence desc)
            update outbox_lane l set backlog = 0,
                   desired = case when l.desired = '' then n.document else l.desired end,
                   sequence = case when l.desired = '' then n.sequence else l.sequence end,
                   claimed_sequence = case when l.desired = '' then n.sequence else l.sequence end,
                   occurred_at = case when l.desired = '' then n.occurred_at else l.occurred_at end,
                   message_id = case when l.desired = '' then n.message_id else l.message_id end
              from newest n where l.destination = ? and l.key = n.key and l.delivery_id = ?
            returning""" + " " + LaneClaims.CLAIMED;

    private static final String NOTHING_TO_TELL = """
            update outbox_lane set state = 'delivered', backlog = 0, batch_limit = null, waiting_since = null,
                   lease_until = null, delivery_id = null, claimed_sequence = null
             where destination = ? and key = any(?) and delivery_id = ?
            """;

    private KindChange() {}

    /** Makes entries of desired states. */
    static void toEvents(Connection tx, Destination destination, Collection<String> keys, UUID delivery)
            throws SQLException {
        Object[] all = keys.toArray();
        try (PreparedStatement statement = tx.prepareStatement(TO_EVENTS)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", all));
            statement.setObject(3, delivery);
            statement.setString(4, destination.name());
            statement.setString(5, destination.name());
            statement.setArray(6, tx.createArrayOf("text", all));
            statement.setObject(7, delivery);
            statement.executeUpdate();
        }
    }

    /** Makes desired states of entries; returns the lanes that had some, as they are now. */
    static List<Lane> toState(
            Connection tx, Destination destination, Collection<String> keys, UUID delivery, Instant now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(TO_STATE)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            statement.setObject(3, delivery);
            statement.setString(4, destination.name());
            statement.setObject(5, delivery);
            return LaneClaims.read(statement, now).stream()
                    .map(LaneClaims.Claimed::lane)
                    .toList();
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
