package io.tillbridge.delivery;

import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Retries that operators order: what waits for a later moment is due now. */
public final class Retries {

    private static final String ATTEMPT = """
            update delivery set call_at = ? where delivery_id = ? and state in ('unknown', 'postponed')
            returning cardinality(keys)
            """;

    private static final String LANES = """
            with waiting as (
              select l.destination, l.key from delivery d
                join lane_delivery l on l.destination = d.destination and l.key = any(d.keys)
                join outbox_lane v on v.destination = l.destination and v.key = l.key
               where d.delivery_id = ? and l.delivery_id is null and v.state = 'due' and v.waiting_on is null
               order by l.key for update of l)
            update lane_delivery l set retry_at = null from waiting w
             where l.destination = w.destination and l.key = w.key returning l.destination, l.key
            """;

    private final DataSource database;
    private final Clock clock;
    private final LaneSignals signals;

    Retries(DataSource database, Clock clock, LaneSignals signals) {
        this.database = database;
        this.clock = clock;
        this.signals = signals;
    }

    /**
     * Makes an open attempt, or the lanes of a failed one, due now instead of later, in one transaction with the audit
     * entry. Dead lanes are replayed by the dead letter desk instead.
     *
     * @param audit told last, and only when there was something to hurry
     * @return how many lanes will be told now; 0 when there was nothing to hurry
     * @throws IllegalStateException when the database does not answer; then nothing was hurried
     * @throws RuntimeException of the audit; then nothing was hurried either
     */
    public int order(UUID delivery, RetryAudit audit) {
        OffsetDateTime now = SqlTimes.of(clock.instant());
        try {
            Hurried hurried = Transactions.in(database, tx -> {
                // Attempt before lanes, lanes by key: the order in which an answer locks them when it is recorded
                int open = attempt(tx, delivery, now);
                List<LaneSignal> due = lanes(tx, delivery);
                if (open + due.size() > 0) {
                    audit.retried(tx, open + due.size());
                }
                return new Hurried(open + due.size(), due);
            });
            signals.signal(hurried.due());
            return hurried.told();
        } catch (SQLException e) {
            throw new IllegalStateException("nothing was hurried; the database refused the retry of " + delivery, e);
        }
    }

    /**
     * What a retry makes due.
     *
     * @param told lanes, those of an open attempt too
     * @param due lanes that a worker may claim now
     */
    private record Hurried(int told, List<LaneSignal> due) {}

    private static int attempt(Connection tx, UUID delivery, OffsetDateTime now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(ATTEMPT)) {
            statement.setObject(1, now);
            statement.setObject(2, delivery);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static List<LaneSignal> lanes(Connection tx, UUID delivery) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LANES)) {
            statement.setObject(1, delivery);
            try (ResultSet rows = statement.executeQuery()) {
                List<LaneSignal> due = new ArrayList<>();
                while (rows.next()) {
                    due.add(new LaneSignal(rows.getString(1), rows.getString(2)));
                }
                return due;
            }
        }
    }
}
