package io.tillbridge.delivery;

import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the breakers of clients were open: such time does not count towards giving up. Each node has rows of its own; time
 * that several rows cover counts once.
 */
final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private static final String OPEN = """
            insert into breaker_outage (opened_at, seen_at, client, node) values (?, ?, ?, ?)
            on conflict (client, node) where closed_at is null do update set seen_at = excluded.seen_at
            """;

    private static final String CLOSE = """
            update breaker_outage set closed_at = greatest(?, opened_at), seen_at = greatest(?, opened_at)
             where client = ? and node = ? and closed_at is null
            """;

    private static final String TIME = """
            select coalesce(sum(extract(epoch from upper(open) - lower(open))), 0)::bigint
              from (select unnest(range_agg(tstzrange(opened_at, greatest(opened_at,
                                 coalesce(closed_at, least(?, seen_at + ? * interval '1 second')))) * tstzrange(?, ?))) as open
                      from breaker_outage where client = ? and coalesce(closed_at, ?) > ? and opened_at < ?) together
            """;

    /**
     * How long an open row counts after it was last seen open: longer than the longest pause between two probes, so that
     * only the row of a node that is gone ends by it.
     */
    private static final Duration SEEN_FOR = Duration.ofHours(1);

    private final DataSource database;
    private final Clock clock;
    private final String node;

    /**
     * The outages that one node sees.
     *
     * @param node the same after a restart
     */
    Outages(DataSource database, Clock clock, String node) {
        this.database = database;
        this.clock = clock;
        this.node = node;
    }

    /** A breaker that is closed as this node starts: what an earlier run left open is over. */
    void started(String client) {
        changed(client, false);
    }

    /**
     * Notes that a breaker opened, or is open still after a probe, or closed. A lost note only makes giving up come earlier
     * or later.
     */
    void changed(String client, boolean open) {
        OffsetDateTime now = SqlTimes.of(clock.instant());
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(open ? OPEN : CLOSE)) {
            statement.setObject(1, now);
            statement.setObject(2, now);
            statement.setString(3, client);
            statement.setString(4, node);
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("breaker.note_lost client={} open={}", client, open, e);
        }
    }

    /** How long the client's breaker was open on any node since a moment; whole seconds, rounded. */
    Duration open(Connection tx, String client, Instant since, Instant now) throws SQLException {
        OffsetDateTime until = SqlTimes.of(now);
        OffsetDateTime from = SqlTimes.of(since.isBefore(now) ? since : now);
        try (PreparedStatement statement = tx.prepareStatement(TIME)) {
            statement.setObject(1, until);
            statement.setLong(2, SEEN_FOR.toSeconds());
            statement.setObject(3, from);
            statement.setObject(4, until);
            statement.setString(5, client);
            statement.setObject(6, until);
            statement.setObject(7, from);
            statement.setObject(8, until);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return Duration.ofSeconds(rows.getLong(1));
            }
        }
    }
}
