package io.tillbridge.reservation;

import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes of holds that have expired that they have, so that destinations are told; and forgets what ended long ago. Nothing
 * depends on when it runs: every look at a hold asks whether its time has passed. It never touches what somebody ordered.
 */
@Component
final class ExpirySweep {

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);
    private static final int MOST = 500;

    private static final String FORGET_CLAIMS = """
            delete from stock_claim where claim_key in (
                select claim_key from stock_claim
                 where reservation_id is not null and quantity = 0 and updated_at < ? and state <> 'paid_unreserved'
                 order by updated_at limit 1000 for update skip locked)
            """;

    private static final String FORGET_OPERATIONS = """
            delete from reservation_operation where (reservation_id, operation_id) in (
                select reservation_id, operation_id from reservation_operation where done_at < ?
                 order by done_at limit 1000 for update skip locked)
            """;

    private static final String FORGET_TOMBSTONES = """
            delete from reservation_tombstone where (reservation_id, line_id) in (
                select reservation_id, line_id from reservation_tombstone where recorded_at < ?
                 order by recorded_at limit 1000 for update skip locked)
            """;

    private static final String FORGET_SUBSTITUTIONS = """
            delete from substitution where substitution_id in (
                select substitution_id from substitution where until < ? order by until limit 1000 for update skip locked)
            """;

    private final DataSource database;
    private final ReservationBooks books;
    private final LaneSignals signals;
    private final ReservationProperties properties;
    private final Clock clock;

    ExpirySweep(
            DataSource database,
            ReservationBooks books,
            LaneSignals signals,
            ReservationProperties properties,
            Clock clock) {
        this.database = database;
        this.books = books;
        this.signals = signals;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tillbridge.reservations.sweep-every:1s}")
    void sweep() {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<LaneSignal> due = books.sweep(connection, MOST);
            signals.signal(due);
        } catch (SQLException e) {
            LOG.debug("expired holds are looked at again in a moment", e);
        }
    }

    @Scheduled(fixedDelayString = "PT1M")
    void forget() {
        try {
            forgotten();
        } catch (SQLException e) {
            LOG.debug("what ended long ago is forgotten later", e);
        }
    }

    /** Rows that are gone. */
    int forgotten() throws SQLException {
        OffsetDateTime before = SqlTimes.of(clock.instant().minus(properties.keep()));
        return Transactions.in(
                database,
                tx -> forget(tx, FORGET_CLAIMS, before)
                        + forget(tx, FORGET_OPERATIONS, before)
                        + forget(tx, FORGET_TOMBSTONES, before)
                        + forget(tx, FORGET_SUBSTITUTIONS, before));
    }

    private static int forget(Connection tx, String statement, OffsetDateTime before) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement(statement)) {
            delete.setObject(1, before);
            return delete.executeUpdate();
        }
    }
}
