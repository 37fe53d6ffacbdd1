package io.tillbridge.posting;

import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
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
 * Raises gaps in the running numbers of receipts that nobody filled in time, ends those that are filled, and forgets series
 * that are long over. Several nodes may do it at once: a row is raised once.
 */
@Component
final class ReceiptGapSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptGapSweep.class);

    private static final String GAPS = """
            select system, register, series, last + 1, next - 1, behind
              from (select system, register, series, last,
                           lead(first) over series as next, lead(message_id) over series as behind,
                           lead(since) over series as noticed
                      from receipt_range window series as (partition by system, register, series order by first)) r
             where next - last - 1 <= ? and noticed <= ?
             order by noticed limit 1000
            """;

    private static final String FILLED = """
            update conflict set resolved_at = ?
             where kind = 'receipt_gap' and resolved_at is null
               and subject not in (
                   select system || '|' || register || '|' || series || '|' || (last + 1)
                     from (select *, lead(first) over (partition by system, register, series order by first) as next
                             from receipt_range) r
                    where next is not null)
            """;

    private static final String FORGET = """
            delete from receipt_range where (system, register, series, first) in (
                select system, register, series, first from receipt_range where seen_at < ?
                 order by seen_at limit 1000 for update skip locked)
            """;

    private final DataSource database;
    private final Conflicts conflicts;
    private final ReceiptProperties properties;
    private final Clock clock;

    ReceiptGapSweep(DataSource database, Conflicts conflicts, ReceiptProperties properties, Clock clock) {
        this.database = database;
        this.conflicts = conflicts;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tillbridge.receipts.check-every:1m}")
    void sweep() {
        try {
            look();
        } catch (SQLException e) {
            LOG.debug("gaps in receipts are looked for again in a moment", e);
        }
    }

    void look() throws SQLException {
        Instant now = clock.instant();
        Transactions.in(database, tx -> {
            conflicts.raise(tx, gaps(tx, now.minus(properties.gapAfter())));
            update(tx, FILLED, now);
            return update(tx, FORGET, now.minus(properties.keep()));
        });
    }

    private static List<Conflicts.Conflict> gaps(Connection tx, Instant before) throws SQLException {
        List<Conflicts.Conflict> gaps = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(GAPS)) {
            statement.setInt(1, ReceiptRange.FARTHEST);
            statement.setObject(2, SqlTimes.of(before));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    gaps.add(new ReceiptSeries(rows.getString(1), rows.getString(2), rows.getString(3))
                            .conflict(new ReceiptRange.Gap(
                                    rows.getLong(4), rows.getLong(5), rows.getObject(6, UUID.class))));
                }
            }
        }
        return gaps;
    }

    private static int update(Connection tx, String statement, Instant at) throws SQLException {
        try (PreparedStatement prepared = tx.prepareStatement(statement)) {
            prepared.setObject(1, SqlTimes.of(at));
            return prepared.executeUpdate();
        }
    }
}
