package io.tillbridge.delivery;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What stands in the place of a call while a flow runs dry, in the transaction of the claim: the attempt is kept as it
 * would have been sent. A state waits for the end of the dry run, and each newer one is shown too; an event is shown once
 * and not told later, because its partner learned of it otherwise meanwhile.
 */
final class DryRunLanes {

    private static final String SHOWN =
            "update delivery set state = 'dry_run', lease_until = null, finished_at = ? where delivery_id = ?";

    private static final String STATES = """
            update lane_delivery set waiting_on = 'dry_run', waiting_sequence = claimed_sequence,
                   waiting_since = coalesce(waiting_since, ?), lease_until = null, delivery_id = null, claimed_sequence = null
             where destination = ? and key = any(?) and delivery_id = ?
            """;

    private static final String EVENTS = """
            update lane_delivery set lease_until = null, delivery_id = null, claimed_sequence = null
             where destination = ? and key = any(?) and delivery_id = ?
            """;

    private static final String FORGET = "delete from outbox_entry e using unnest(?::text[], ?::bigint[]) as n(k, s)"
            + " where e.destination = ? and e.key = n.k and e.sequence = n.s";

    private DryRunLanes() {}

    /** Ends an attempt that was frozen in this transaction. */
    static void show(Connection tx, Destination destination, Attempt attempt, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SHOWN)) {
            statement.setObject(1, SqlTimes.of(now));
            statement.setObject(2, attempt.id());
            statement.executeUpdate();
        }
        if (destination.queue()) {
            forget(tx, destination, attempt.lanes());
        }
        try (PreparedStatement statement = tx.prepareStatement(destination.queue() ? EVENTS : STATES)) {
            int at = 1;
            if (!destination.queue()) {
                statement.setObject(at++, SqlTimes.of(now));
            }
            statement.setString(at, destination.name());
            statement.setArray(
                    at + 1,
                    tx.createArrayOf(
                            "text", attempt.lanes().stream().map(Lane::key).toArray()));
            statement.setObject(at + 2, attempt.id());
            statement.executeUpdate();
        }
    }

    private static void forget(Connection tx, Destination destination, List<Lane> shown) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            Columns.bind(statement, shown, 1).text(Lane::key).bigint(Lane::sequence);
            statement.setString(3, destination.name());
            statement.executeUpdate();
        }
    }
}
