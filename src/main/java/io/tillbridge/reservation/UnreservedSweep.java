package io.tillbridge.reservation;

import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.NetworkAvailability;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives what was paid for and not claimed its goods when goods come, the oldest first, and closes the conflicts that are none
 * any more. It decides nothing itself: a round does, which may find that others were first.
 *
 * <p>What a crash leaves: the claims of a committed round, whose conflicts the next look closes.
 */
@Component
final class UnreservedSweep {

    private static final Logger LOG = LoggerFactory.getLogger(UnreservedSweep.class);

    private static final int MOST = 100;

    /** Where there may be enough now; safety stock and expired holds are the round's business. */
    private static final String COVERED = """
            select c.reservation_id
              from stock_claim c
             where c.state = 'paid_unreserved' and c.reservation_id is not null
               and c.asked - c.consumed <= (select coalesce(sum(b.sellable - b.claimed), 0) from stock_balance b
                                             where b.sku = c.sku and (b.location = c.location or c.location = '%s'))
             group by c.reservation_id
             order by min(c.updated_at), c.reservation_id
             limit ?
            """.formatted(NetworkAvailability.UNASSIGNED);

    private static final String CLOSE = """
            update conflict f set resolved_at = ?
             where f.kind = 'paid_unreserved' and f.resolved_at is null
               and case when f.subject like 'reservation|%'
                        then not exists (select from stock_claim c
                                          where c.state = 'paid_unreserved'
                                            and c.reservation_id = (f.detail::jsonb ->> 'reservation')::uuid
                                            and c.line_id = f.detail::jsonb ->> 'line' and c.sku = f.detail::jsonb ->> 'sku')
                        else (select coalesce(sum(b.sellable - b.claimed), 0) from stock_balance b
                               where b.sku = f.detail::jsonb ->> 'sku') >= 0
                    end
            """;

    private final DataSource database;
    private final ReservationBooks books;
    private final LaneSignals signals;
    private final Clock clock;

    UnreservedSweep(DataSource database, ReservationBooks books, LaneSignals signals, Clock clock) {
        this.database = database;
        this.books = books;
        this.signals = signals;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT30S")
    void sweep() {
        try {
            int closed = look();
            if (closed > 0) {
                LOG.info("reservation.unreserved_closed count={}", closed);
            }
        } catch (SQLException e) {
            LOG.debug("what is paid for and not claimed is looked at again in a moment", e);
        }
    }

    /** Claims what can be claimed and answers how many conflicts are none any more. */
    int look() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<Request.Step> again = again(connection);
            if (!again.isEmpty()) {
                signals.signal(books.round(connection, again).due());
            }
        }
        return Transactions.in(database, tx -> {
            try (PreparedStatement close = tx.prepareStatement(CLOSE)) {
                close.setObject(1, SqlTimes.of(clock.instant()));
                return close.executeUpdate();
            }
        });
    }

    /** The payment once more, under a name of its own: a repeat of the first one would change nothing. */
    private List<Request.Step> again(Connection connection) throws SQLException {
        Instant now = clock.instant();
        List<Request.Step> steps = new ArrayList<>();
        try (PreparedStatement covered = connection.prepareStatement(COVERED)) {
            covered.setInt(1, MOST);
            try (ResultSet rows = covered.executeQuery()) {
                while (rows.next()) {
                    steps.add(new Request.Step(
                            rows.getObject(1, UUID.class),
                            Request.Kind.PAID,
                            List.of(),
                            null,
                            new Request.Operation("goods came " + now, now)));
                }
            }
        }
        return steps;
    }
}
