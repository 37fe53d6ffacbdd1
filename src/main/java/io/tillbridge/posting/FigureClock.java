package io.tillbridge.posting;

import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.AvailabilityPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the boundaries of rules are written as due. The mark and what it passes are one transaction, so a hub that was
 * down finds all of it due; nodes take turns by the row.
 */
final class FigureClock {

    private static final String START = """
            insert into availability_clock (told_until, rules) values (?, '') on conflict (one) do nothing
            """;

    private static final String LOCK = "select told_until, rules from availability_clock for update skip locked";

    /** Without boundaries the mark is moved so seldom. */
    private static final Duration IDLE = Duration.ofHours(1);

    private final AvailabilityPolicy policy;
    private final FigureBoundaries boundaries;
    private volatile boolean started;
    private @Nullable Instant next;

    FigureClock(AvailabilityPolicy policy) {
        this.policy = policy;
        boundaries = new FigureBoundaries(policy);
    }

    /** Whether some boundary may have passed since the last look of this node. */
    synchronized boolean mayBeDue(Instant now) {
        return !started || (next != null && !now.isBefore(next));
    }

    /**
     * Writes what has become due.
     *
     * @return false when another node is writing at this moment: it is left to it, and looked at again
     */
    boolean write(Connection tx, Instant now) throws SQLException {
        if (!started) {
            try (PreparedStatement statement = tx.prepareStatement(START)) {
                statement.setObject(1, SqlTimes.of(now));
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement = tx.prepareStatement(LOCK);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            write(tx, row.getTimestamp(1).toInstant(), row.getString(2), now);
            return true;
        }
    }

    private void write(Connection tx, Instant until, String rules, Instant now) throws SQLException {
        List<FigureDue> due = new ArrayList<>(boundaries.between(until, now));
        due.addAll(LateArrivals.of(tx, policy, until, now));
        if (!started && !rules.equals(policy.fingerprint())) {
            due.add(FigureDue.all(now, "rules"));
        }
        FiguresDue.add(tx, due);
        if (!due.isEmpty() || until.plus(IDLE).isBefore(now)) {
            mark(tx, now, started ? rules : policy.fingerprint());
        }
    }

    /** It is committed: this node need not look before the next boundary. */
    synchronized void written(Instant now) {
        started = true;
        next = boundaries.next(now);
        if (policy.channels().anyBackorder()) {
            ZoneId zone = policy.locations().zone();
            Instant midnight = now.atZone(zone)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
            next = next == null || midnight.isBefore(next) ? midnight : next;
        }
    }

    private static void mark(Connection tx, Instant until, String rules) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("update availability_clock set told_until = greatest(told_until, ?), rules = ?")) {
            statement.setObject(1, SqlTimes.of(until));
            statement.setString(2, rules);
            statement.executeUpdate();
        }
    }
}
