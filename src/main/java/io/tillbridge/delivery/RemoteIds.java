package io.tillbridge.delivery;

import io.tillbridge.catalog.CrossReferences;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the ids that a destination gave to what it was told: cross references of kind {@code connector.flow}, from the
 * lane's key, in the transaction that records the telling.
 */
final class RemoteIds {

    private final CrossReferences references;

    RemoteIds(Clock clock) {
        this.references = new CrossReferences(clock);
    }

    /** Keeps those of the lanes that have one. */
    void keep(Connection tx, Destination destination, Decision decision) throws SQLException {
        String connection = destination.connection().id();
        String kind = kind(destination);
        List<CrossReferences.Told> told = new ArrayList<>();
        decision.lanes().forEach((key, result) -> {
            if (result instanceof LaneResult.Delivered delivered && delivered.remoteId() != null) {
                told.add(new CrossReferences.Told(
                        new CrossReferences.Remote(connection, kind, delivered.remoteId()),
                        key,
                        delivered.remoteVersion()));
            }
        });
        references.told(tx, told);
    }

    /** What the destination holds is not known any more: the next telling sets it, whatever it is. */
    static void doubt(Connection tx, Destination destination, List<String> keys) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(
                "update lane_delivery set delivered_level = null where destination = ? and key = any(?)")) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", keys.toArray()));
            statement.executeUpdate();
        }
    }

    /** Under which later flows find the ids. */
    static String kind(Destination destination) {
        return destination.connection().connector() + "." + destination.flow().name();
    }
}
