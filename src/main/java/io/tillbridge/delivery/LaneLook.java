package io.tillbridge.delivery;

import io.tillbridge.outbox.LaneFeed;
import io.tillbridge.outbox.LaneSignals;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The look of who has changed the delivery's half of lanes, after his commit: whoever posted meanwhile found them in flight,
 * waiting or paused, and his hints were dropped. Not before the commit, because between a look and the commit he may commit too.
 */
final class LaneLook {

    private static final Logger LOG = LoggerFactory.getLogger(LaneLook.class);

    private final DataSource database;
    private final LaneSignals signals;

    LaneLook(DataSource database, LaneSignals signals) {
        this.database = database;
        this.signals = signals;
    }

    /** Gives those that are due to the workers; when the database does not answer, all are walked. */
    void after(Destination destination, Collection<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        LaneFeed feed = signals.feed(destination.name());
        try (Connection connection = database.getConnection()) {
            feed.add(DueLanes.among(connection, destination, keys));
        } catch (SQLException e) {
            feed.wantWalk();
            LOG.warn("delivery.not_looked_after destination={} cause={}", destination.name(), e.toString());
        }
    }
}
