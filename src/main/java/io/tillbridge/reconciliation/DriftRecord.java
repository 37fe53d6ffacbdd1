package io.tillbridge.reconciliation;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What runs keep: a row for each figure that is not in order, and one for each run. */
final class DriftRecord {

    private static final String BEFORE = "select sku, location, coalesce(sign(drift), 0), first_seen_at, sightings,"
            + " began_after from recon_drift where connection = ?";

    private static final String KEEP = """
            insert into recon_drift (connection, sku, location, class, told, told_at, booked, came, went, drift, drift_value,
                   currency, first_seen_at, sightings, began_after, outcome, cause, derived_from, seen_at)
            select ?, s, l, k, t, ta, b, c, w, d, v, u, f, n, g, o, r, e, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::timestamptz[], ?::numeric[], ?::numeric[],
                          ?::numeric[], ?::numeric[], ?::numeric[], ?::text[], ?::timestamptz[], ?::int[], ?::timestamptz[],
                          ?::text[], ?::text[], ?::text[])
                   as row (s, l, k, t, ta, b, c, w, d, v, u, f, n, g, o, r, e)
            on conflict (connection, sku, location) do update
               set class = excluded.class, told = excluded.told, told_at = excluded.told_at, booked = excluded.booked,
                   came = excluded.came, went = excluded.went, drift = excluded.drift, drift_value = excluded.drift_value,
                   currency = excluded.currency, first_seen_at = excluded.first_seen_at, sightings = excluded.sightings,
                   began_after = excluded.began_after, outcome = excluded.outcome, cause = excluded.cause,
                   derived_from = excluded.derived_from, seen_at = excluded.seen_at
            """;

    private static final String END = """
            delete from recon_drift d using unnest(?::text[], ?::text[]) as row (s, l)
             where d.connection = ? and d.sku = s and d.location = l
            """;

    private static final String RAN = """
            insert into recon_run (connection, started_at, finished_at, items, in_order, first_seen, confirmed, stale, missing,
                   correctable, booked_units, drift_units, detected, detection_seconds, stopped)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning run_id
            """;

    private static final String LAST =
            "select started_at from recon_run where connection = ? order by run_id desc limit 1";

    private static final String STOPPED = """
            select c from unnest(?::text[]) as row (c)
             where (select stopped from recon_run where connection = c order by run_id desc limit 1) is not null
            """;

    private static final String END_OTHERS = "delete from recon_drift where not connection = any (?::text[])";

    private DriftRecord() {}

    /** Forgets what was seen of connections that nobody compares any more. */
    static void endOthers(Connection tx, Set<String> compared) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(END_OTHERS)) {
            statement.setArray(1, tx.createArrayOf("text", compared.toArray()));
            statement.executeUpdate();
        }
    }

    /** When the connection's last run began; null: there was none. */
    static @Nullable Instant last(Connection connection, String of) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST)) {
            statement.setString(1, of);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getTimestamp(1).toInstant() : null;
            }
        }
    }

    /** Of these connections, those whose last run was stopped. */
    static Set<String> stopped(Connection connection, Set<String> of) throws SQLException {
        Set<String> stopped = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(STOPPED)) {
            statement.setArray(1, connection.createArrayOf("text", of.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stopped.add(rows.getString(1));
                }
            }
        }
        return stopped;
    }

    /** What earlier runs saw of a connection. */
    static Map<StockKey, Sighting> before(Connection connection, String of) throws SQLException {
        Map<StockKey, Sighting> before = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BEFORE)) {
            statement.setString(1, of);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Timestamp began = rows.getTimestamp(6);
                    before.put(
                            new StockKey(rows.getString(1), rows.getString(2)),
                            new Sighting(
                                    rows.getInt(3),
                                    rows.getTimestamp(4).toInstant(),
                                    rows.getInt(5),
                                    began == null ? null : began.toInstant()));
                }
            }
        }
        return before;
    }

    /**
     * Keeps what a run found.
     *
     * @param ended figures that are in order again, or that nobody has any more
     * @return the run's number
     */
    static long write(Connection tx, RunReport report, List<StockKey> ended, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(END)) {
            Columns.bind(statement, ended, 1).text(StockKey::sku).text(StockKey::location);
            statement.setString(3, report.connection());
            statement.executeUpdate();
        }
        keep(tx, report);
        return ran(tx, report, now);
    }

    private static void keep(Connection tx, RunReport report) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            statement.setString(1, report.connection());
            statement.setObject(2, SqlTimes.of(report.startedAt()));
            Columns.bind(statement, report.found(), 3)
                    .text(of(one -> one.key().sku()))
                    .text(of(one -> one.key().location()))
                    .text(found -> found.judged().as().word())
                    .decimal(of(Compared::told))
                    .instant(of(Compared::toldAt))
                    .decimal(of(Compared::booked))
                    .decimal(of(one -> one.inFlight().came()))
                    .decimal(of(one -> one.inFlight().went()))
                    .decimal(found -> found.judged().drift())
                    .decimal(found -> found.judged().value())
                    .text(of(Compared::currency))
                    .instant(seen(Sighting::first))
                    .integer(seen(Sighting::times))
                    .instant(seen(Sighting::beganAfter))
                    .text(found ->
                            found.outcome() == null ? null : found.outcome().word())
                    .text(found ->
                            found.guess() == null ? null : found.guess().cause().word())
                    .text(found -> found.guess() == null ? null : found.guess().from());
            statement.executeUpdate();
        }
    }

    private static <T> Function<Found, @Nullable T> of(Function<Compared, @Nullable T> cell) {
        return found -> cell.apply(found.judged().compared());
    }

    private static <T> Function<Found, @Nullable T> seen(Function<Sighting, @Nullable T> cell) {
        return found -> cell.apply(Objects.requireNonNull(found.judged().sighting()));
    }

    private static long ran(Connection tx, RunReport report, Instant now) throws SQLException {
        RunTotals totals = report.totals();
        try (PreparedStatement statement = tx.prepareStatement(RAN)) {
            statement.setString(1, report.connection());
            statement.setObject(2, SqlTimes.of(report.startedAt()));
            statement.setObject(3, SqlTimes.of(now));
            statement.setLong(4, totals.items());
            statement.setLong(5, totals.of(DriftClass.OK));
            statement.setLong(6, totals.of(DriftClass.TRANSIENT));
            statement.setLong(7, totals.confirmed());
            statement.setLong(8, totals.of(DriftClass.STALE));
            statement.setLong(9, totals.of(DriftClass.MISSING));
            statement.setLong(10, report.correctable());
            statement.setBigDecimal(11, totals.bookedUnits());
            statement.setBigDecimal(12, totals.driftUnits());
            statement.setLong(13, totals.detected());
            statement.setLong(14, totals.detection().toSeconds());
            statement.setString(15, report.stopped());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
