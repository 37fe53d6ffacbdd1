package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of a run that compared a connection with the books: each confirmed drift, or that the run is stopped. A drift
 * is not told twice: where the level itself differed when it arrived, {@code level_differs} says so already.
 */
public final class DriftConflicts {

    static final String CONFIRMED = "drift_confirmed";
    private static final String STOPPED = "reconciliation_stopped";

    private static final String LEVELS_OPEN =
            "select subject from conflict where kind = 'level_differs' and subject = any (?) and resolved_at is null";

    private static final String RAISE = """
            insert into conflict (kind, subject, message_id, detail, raised_at)
            select 'drift_confirmed', row.s, o.message_id, row.d, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as row (s, k, l, d)
              left join stock_observation o on o.connection = ? and o.sku = row.k and o.location = row.l
             order by row.s
            on conflict (kind, subject) where resolved_at is null
            do update set detail = excluded.detail where conflict.detail <> excluded.detail
            """;

    private static final String RAISE_STOPPED = """
            insert into conflict (kind, subject, detail, raised_at) values ('reconciliation_stopped', ?, ?, ?)
            on conflict (kind, subject) where resolved_at is null do update set detail = excluded.detail
            """;

    private static final String END_OTHERS = """
            update conflict set resolved_at = ?
             where kind in ('drift_confirmed', 'reconciliation_stopped') and resolved_at is null
               and not split_part(subject, '|', 1) = any (?::text[])
            """;

    private DriftConflicts() {}

    /**
     * A confirmed drift that is a person's to look into.
     *
     * @param detail as JSON
     */
    public record Confirmed(StockKey key, String detail) {}

    /**
     * Raises what a run found and ends what it no longer finds, in the run's transaction; nothing of the books is locked.
     *
     * @param over figures that earlier runs saw and that are no confirmed drift by this one, also where it knows nothing of them
     * @param stopped why the run is, as JSON; null: it is not
     */
    public static void write(
            Connection tx,
            String connection,
            List<Confirmed> confirmed,
            List<StockKey> over,
            @Nullable String stopped,
            Instant now)
            throws SQLException {
        Set<String> told = levelsOpen(
                tx,
                confirmed.stream().map(one -> subject(connection, one.key())).toList());
        List<Confirmed> raised = confirmed.stream()
                .filter(one -> !told.contains(subject(connection, one.key())))
                .sorted(Comparator.comparing(Confirmed::key))
                .toList();
        raise(tx, connection, raised, now);
        List<Conflicts.Settled> settled = new ArrayList<>();
        over.forEach(key -> settled.add(new Conflicts.Settled(CONFIRMED, subject(connection, key))));
        told.forEach(subject -> settled.add(new Conflicts.Settled(CONFIRMED, subject)));
        if (stopped == null) {
            settled.add(new Conflicts.Settled(STOPPED, connection));
        }
        Conflicts.settle(tx, settled, now);
        if (stopped != null) {
            raiseStopped(tx, connection, stopped, now);
        }
    }

    /** Ends those of connections that nobody compares any more. */
    public static void endOthers(Connection tx, Set<String> compared, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(END_OTHERS)) {
            statement.setObject(1, SqlTimes.of(now));
            statement.setArray(2, tx.createArrayOf("text", compared.toArray()));
            statement.executeUpdate();
        }
    }

    private static String subject(String connection, StockKey key) {
        return LevelSeen.subject(connection, key.sku(), key.location());
    }

    private static Set<String> levelsOpen(Connection tx, List<String> subjects) throws SQLException {
        Set<String> open = new HashSet<>();
        if (subjects.isEmpty()) {
            return open;
        }
        try (PreparedStatement statement = tx.prepareStatement(LEVELS_OPEN)) {
            statement.setArray(1, tx.createArrayOf("text", subjects.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getString(1));
                }
            }
        }
        return open;
    }

    private static void raise(Connection tx, String connection, List<Confirmed> confirmed, Instant now)
            throws SQLException {
        if (confirmed.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, confirmed, 2)
                    .text(one -> subject(connection, one.key()))
                    .text(one -> one.key().sku())
                    .text(one -> one.key().location())
                    .text(Confirmed::detail);
            statement.setString(6, connection);
            statement.executeUpdate();
        }
    }

    private static void raiseStopped(Connection tx, String connection, String detail, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(RAISE_STOPPED)) {
            statement.setString(1, connection);
            statement.setString(2, detail);
            statement.setObject(3, SqlTimes.of(now));
            statement.executeUpdate();
        }
    }
}
