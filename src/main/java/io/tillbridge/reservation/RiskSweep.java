package io.tillbridge.reservation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds items and locations whose promises at risk are to be looked at again, some per transaction. One node does it at a time:
 * the lease is a lock of the transaction, so it ends with whoever holds it.
 */
@Component
final class RiskSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RiskSweep.class);

    private static final int MOST = 100;

    private static final String LEASE = "select pg_try_advisory_xact_lock(hashtext('promise_risk'))";

    /**
     * Where a claim is over or less, where what is at risk is not what is missing, and where another location may have it by
     * now. In any order, so that none that stays as it is keeps others from being looked at.
     */
    private static final String DUE = """
            select p.sku, p.location
              from (select r.sku, r.location, sum(least(r.quantity, c.quantity)) as at_risk,
                           bool_or(c.claim_key is null or c.quantity < r.quantity or c.sku <> r.sku or c.location <> r.location
                                   or c.state = 'picked') as over,
                           min(r.quantity) filter (where c.reservation_id is not null) as movable
                      from promise_risk r left join stock_claim c on c.claim_key = r.claim_key
                     group by r.sku, r.location) p
              left join stock_balance b on b.sku = p.sku and b.location = p.location
             where p.over or b.sku is null
                or p.at_risk <> b.claimed - greatest(b.sellable, 0)
                                - (select coalesce(sum(c.quantity), 0) from stock_claim c
                                    where c.sku = p.sku and c.location = p.location and c.quantity > 0 and %s)
                or exists (select from stock_balance o
                            where o.sku = p.sku and o.location not in (p.location, 'unassigned')
                              and o.sellable - o.claimed >= p.movable)
             order by random() limit ?
            """.formatted(RiskRows.NO_PROMISE);

    private final DataSource database;
    private final MadeGood good;
    private final AtomicLong open = new AtomicLong();

    RiskSweep(DataSource database, MadeGood good, MeterRegistry metrics) {
        this.database = database;
        this.good = good;
        Gauge.builder("tillbridge.promises.at.risk", open, AtomicLong::get)
                .description("Claims that there are no goods for")
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "PT30S")
    void sweep() {
        try {
            int ended = look();
            if (ended > 0) {
                LOG.info("promises.made_good count={}", ended);
            }
        } catch (SQLException e) {
            LOG.debug("promises at risk are looked at again in a moment", e);
        }
    }

    /** How many claims are not at risk any more. */
    int look() throws SQLException {
        return Transactions.in(database, tx -> {
            if (!leased(tx)) {
                return 0;
            }
            SortedSet<StockKey> due = due(tx);
            int ended = due.isEmpty() ? 0 : good.look(tx, due);
            open.set(count(tx));
            return ended;
        });
    }

    private static boolean leased(Connection tx) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LEASE);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static SortedSet<StockKey> due(Connection tx) throws SQLException {
        SortedSet<StockKey> due = new TreeSet<>();
        try (PreparedStatement statement = tx.prepareStatement(DUE)) {
            statement.setInt(1, MOST);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(new StockKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return due;
    }

    private static long count(Connection tx) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("select count(*) from promise_risk");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
