package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the breakers of clients were open: such time does not count towards giving up. */
final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private final DataSource database;
    private final Clock clock;

    Outages(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that a breaker opened or closed. A lost note only makes giving up come earlier or later. */
    void changed(String client, boolean open) {
        Timestamp now = Timestamp.from(clock.instant());
        String sql = open
                ? "insert into breaker_outage (opened_at, client) values (?, ?) on conflict do nothing"
                : "update breaker_outage set closed_at = ? where client = ? and closed_at is null";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, now);
            statement.setString(2, client);
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("breaker.note_lost client={} open={}", client, open, e);
        }
    }

    /** How long the client's breaker was open since a moment. */
    Duration open(Connection tx, String client, Instant since, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("""
                select coalesce(sum(extract(epoch from least(coalesce(closed_at, ?), ?) - greatest(opened_at, ?))), 0)::bigint
                  from breaker_outage where client = ? and coalesce(closed_at, ?) > ? and opened_at < ?
                """)) {
            Timestamp until = Timestamp.from(now);
            Timestamp from = Timestamp.from(since);
            statement.setTimestamp(1, until);
            statement.setTimestamp(2, until);
            statement.setTimestamp(3, from);
            statement.setString(4, client);
            statement.setTimestamp(5, until);
            statement.setTimestamp(6, from);
            statement.setTimestamp(7, until);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return Duration.ofSeconds(rows.getLong(1));
            }
        }
    }
}
