package io.tillbridge.delivery;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.outbox.LaneSignal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Releases lanes that wait for what somebody adds. */
public final class LaneRelease {

    private static final String RELEASE = """
            with going as (
                select destination, key from lane_delivery where waiting_on = any(?) order by destination, key for update)
            update lane_delivery l set waiting_on = null, failed_since = null
              from going g where l.destination = g.destination and l.key = g.key
            returning l.destination, l.key
            """;

    private LaneRelease() {}

    /**
     * Releases the lanes that wait for exactly these things; to be called by whoever adds them, in the same transaction.
     *
     * @return the lanes, to be given to {@link io.tillbridge.outbox.LaneSignals#signal} after the commit
     * @throws SQLException as the database says; the transaction is then the caller's to roll back
     */
    public static List<LaneSignal> of(Connection tx, Collection<HoldKey> added) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(RELEASE)) {
            statement.setArray(
                    1,
                    tx.createArrayOf(
                            "text", added.stream().map(HoldKey::toString).toArray()));
            List<LaneSignal> released = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    released.add(new LaneSignal(rows.getString(1), rows.getString(2)));
                }
            }
            return released;
        }
    }
}
