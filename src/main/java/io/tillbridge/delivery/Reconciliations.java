package io.tillbridge.delivery;

import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.partner.ReconcileRequested;
import io.tillbridge.partner.Reconciled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that a destination refused because it did something that is not posted yet. Whoever polls it is asked in process;
 * the lane waits in the database, for the answer or until its time has come, whichever is first.
 */
public final class Reconciliations {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);

    private static final String DUE = """
            update lane_delivery set retry_at = null
             where destination = ? and key = ? and delivery_id is null and retry_at is not null
            """;

    private final DataSource database;
    private final LaneSignals signals;
    private final Consumer<ReconcileRequested> requests;

    Reconciliations(DataSource database, LaneSignals signals, Consumer<ReconcileRequested> requests) {
        this.database = database;
        this.signals = signals;
        this.requests = requests;
    }

    /** Asks for the polls that a recorded answer wants; a request that fails is made up for by the lane's time. */
    void request(Destination destination, Decision decision) {
        decision.lanes().forEach((key, result) -> {
            if (result instanceof LaneResult.Reconcile wanted) {
                try {
                    requests.accept(new ReconcileRequested(
                            destination.connection().id(),
                            wanted.first().flow(),
                            wanted.args(),
                            wanted.first().within(),
                            new ReconcileRequested.Lane(destination.name(), key)));
                } catch (RuntimeException e) {
                    LOG.warn("delivery.not_reconciled destination={} cause={}", destination.name(), e.toString());
                }
            }
        });
    }

    /** What was asked for is posted: the lane is told now, from the books. Without effect when it has gone on already. */
    public void reconciled(Reconciled done) {
        ReconcileRequested.Lane lane = done.lane();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setString(1, lane.destination());
            statement.setString(2, lane.key());
            if (statement.executeUpdate() > 0) {
                signals.signal(List.of(new LaneSignal(lane.destination(), lane.key())));
            }
        } catch (SQLException e) {
            LOG.warn("delivery.not_hastened destination={} cause={}", lane.destination(), e.toString());
        }
    }
}
