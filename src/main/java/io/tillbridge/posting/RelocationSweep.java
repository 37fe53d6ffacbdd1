package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.reservation.OrderRisks;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.Tasks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Places orders elsewhere whose location has no goods for them any more, each in a transaction of its own that locks as
 * posting does: order, balances, claims, promises at risk, tasks, lanes. What was asked of the location is corrected with it.
 *
 * <p>What a crash leaves: the order at risk where it was, for the next look. Two nodes that look at the same order wait for
 * each other, and the second finds nothing at risk.
 */
@Component
final class RelocationSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RelocationSweep.class);
    private static final int MOST = 100;

    private final DataSource database;
    private final SourcingMoves moves;
    private final Fulfilling fulfilling;
    private final StockLedger ledger;
    private final Lanes lanes;
    private final Outbox outbox;
    private final LaneSignals signals;
    private final Tasks tasks;
    private final Clock clock;

    RelocationSweep(
            DataSource database,
            SourcingMoves moves,
            Fulfilling fulfilling,
            StockLedger ledger,
            Lanes lanes,
            Outbox outbox,
            LaneSignals signals,
            Tasks tasks,
            Clock clock) {
        this.database = database;
        this.moves = moves;
        this.fulfilling = fulfilling;
        this.ledger = ledger;
        this.lanes = lanes;
        this.outbox = outbox;
        this.signals = signals;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT5S")
    void sweep() {
        try {
            int placed = look();
            if (placed > 0) {
                LOG.info("order.placed_elsewhere count={}", placed);
            }
        } catch (SQLException e) {
            LOG.debug("orders at risk are looked at again in a moment", e);
        }
    }

    /** How many orders some of which is taken from elsewhere now. */
    int look() throws SQLException {
        List<OrderRisks.At> due = Transactions.in(database, tx -> OrderRisks.due(tx, MOST, clock.instant()));
        int placed = 0;
        for (OrderRisks.At at : due) {
            List<LaneSignal> told = new ArrayList<>();
            placed += Transactions.in(database, tx -> place(tx, at, told)) ? 1 : 0;
            signals.signal(told);
        }
        return placed;
    }

    private boolean place(Connection tx, OrderRisks.At at, List<LaneSignal> told) throws SQLException {
        Effects effects = new Effects();
        Map<String, BigDecimal> less = moves.move(tx, at, effects);
        if (less.isEmpty()) {
            return false;
        }
        List<Balance> balances = ledger.post(tx, List.of(), effects.claims);
        tasks.end(tx, OrderRisks.placed(tx, less));
        List<DesiredState> desired =
                new ArrayList<>(lanes.availability(tx, balances, effects, Reported.of(List.of(), effects)));
        desired.addAll(fulfilling.requests().of(tx, List.of(new OrderKey(at.system(), at.order()))));
        told.addAll(outbox.write(tx, desired));
        return true;
    }
}
