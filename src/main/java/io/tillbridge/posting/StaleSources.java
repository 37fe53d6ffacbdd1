package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.Staleness;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections that were not read for too long, and what people are told of them. */
final class StaleSources {

    static final String KIND = "source_stale";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('stale_source'))";

    private static final String LAST = "select connection, max(updated_at) from source_cursor group by connection";

    private static final String HEARD = "select connection, heard_at, gap_seconds from source_heard";

    private static final String AWAIT = """
            insert into source_heard (connection, heard_at) select c, ? from unnest(?::text[]) as row (c)
            on conflict do nothing
            """;

    private static final String PUT = """
            insert into stale_source (connection, last_read, floored) values (?, ?, ?)
            on conflict (connection) do update set last_read = excluded.last_read, floored = excluded.floored
            """;

    private static final String RAISE = """
            insert into conflict (kind, subject, detail, raised_at) values ('source_stale', ?, ?, ?)
            on conflict (kind, subject) where resolved_at is null do update set detail = excluded.detail
            """;

    private StaleSources() {}

    /** By connection, now. */
    static Map<String, Staleness> of(Connection tx) throws SQLException {
        Map<String, Staleness> stale = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement("select connection, floored from stale_source");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                stale.put(rows.getString(1), rows.getBoolean(2) ? Staleness.FLOORED : Staleness.KEPT);
            }
        }
        return stale;
    }

    /** When stale connections were read or heard last. */
    static Map<String, Instant> since(Connection tx) throws SQLException {
        Map<String, Instant> since = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement("select connection, last_read from stale_source");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                since.put(rows.getString(1), rows.getTimestamp(2).toInstant());
            }
        }
        return since;
    }

    /** The same for who will change it: one at a time. */
    static Map<String, Staleness> locked(Connection tx) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.execute();
        }
        return of(tx);
    }

    /** When each connection was last read; one that is never polled is not there. */
    static Map<String, Instant> lastReads(Connection tx) throws SQLException {
        Map<String, Instant> reads = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(LAST);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reads.put(rows.getString(1), rows.getTimestamp(2).toInstant());
            }
        }
        return reads;
    }

    /**
     * When a connection was last heard.
     *
     * @param gapSeconds how long it is usually silent; null: not known yet
     */
    record Heard(Instant at, @Nullable BigDecimal gapSeconds) {}

    /** By connection, of those whose silence means something. One that was never heard is waited for from now on. */
    static Map<String, Heard> heard(Connection tx, Collection<String> awaited, Instant now) throws SQLException {
        if (!awaited.isEmpty()) {
            try (PreparedStatement statement = tx.prepareStatement(AWAIT)) {
                statement.setObject(1, SqlTimes.of(now));
                statement.setArray(2, tx.createArrayOf("text", awaited.toArray()));
                statement.executeUpdate();
            }
        }
        Map<String, Heard> heard = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(HEARD);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                heard.put(rows.getString(1), new Heard(rows.getTimestamp(2).toInstant(), rows.getBigDecimal(3)));
            }
        }
        return heard;
    }

    /** A connection, or a topic of it, is as stale as that from now on; null: not at all. People see it, or see it no more. */
    static void put(
            Connection tx,
            String connection,
            @Nullable String topic,
            Instant lastRead,
            @Nullable Staleness staleness,
            Instant now)
            throws SQLException {
        if (staleness == null) {
            one(tx, "delete from stale_source where connection = ?", connection);
            try (PreparedStatement statement = tx.prepareStatement("update conflict set resolved_at = ?"
                    + " where kind = 'source_stale' and subject = ? and resolved_at is null")) {
                statement.setObject(1, SqlTimes.of(now));
                statement.setString(2, connection);
                statement.executeUpdate();
            }
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(PUT)) {
            statement.setString(1, connection);
            statement.setObject(2, SqlTimes.of(lastRead));
            statement.setBoolean(3, staleness == Staleness.FLOORED);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
            statement.setString(1, connection);
            ObjectNode detail = ExactJson.nodes()
                    .objectNode()
                    .put("lastRead", lastRead.toString())
                    .put("told", staleness == Staleness.FLOORED ? "zero" : "kept");
            statement.setString(2, (topic == null ? detail : detail.put("topic", topic)).toString());
            statement.setObject(3, SqlTimes.of(now));
            statement.executeUpdate();
        }
    }

    private static void one(Connection tx, String sql, String connection) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setString(1, connection);
            statement.executeUpdate();
        }
    }
}
