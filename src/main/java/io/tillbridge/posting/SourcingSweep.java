package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Transactions;
import io.tillbridge.sourcing.Choice;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Places order lines that waited, when goods came or what was kept back may be drawn on. A look takes a page of those that
 * were not looked at for longest, in a transaction that passes over what another node looks at; each order that may be
 * helped is placed in one of its own.
 *
 * <p>What a crash leaves: orders of the page that wait for their next turn.
 */
@Component
final class SourcingSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SourcingSweep.class);
    private static final int PAGE = 500;

    private final DataSource database;
    private final OrderSourcing sourcing;
    private final LaneSignals signals;
    private final Clock clock;

    SourcingSweep(DataSource database, OrderSourcing sourcing, LaneSignals signals, Clock clock) {
        this.database = database;
        this.sourcing = sourcing;
        this.signals = signals;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT5S")
    void sweep() {
        try {
            int placed = look();
            if (placed > 0) {
                LOG.info("order.sourced count={}", placed);
            }
        } catch (SQLException e) {
            LOG.debug("orders without a location are looked at again in a moment", e);
        }
    }

    /** Takes a page and answers how many orders have a location more now. */
    int look() throws SQLException {
        List<OrderKey> ready = Transactions.in(database, tx -> SourcingWaits.look(tx, PAGE, clock.instant()));
        int placed = 0;
        for (OrderKey key : ready) {
            List<LaneSignal> due = new ArrayList<>();
            placed += Transactions.in(database, tx -> placed(sourcing.source(tx, key, due))) ? 1 : 0;
            signals.signal(due);
        }
        return placed;
    }

    private static boolean placed(@Nullable List<SourcingPosting.Decided> decided) {
        return decided != null
                && decided.stream()
                        .flatMap(one -> one.parts().stream())
                        .map(SourcingPosting.Sourced::choice)
                        .map(Choice::placed)
                        .anyMatch(places -> !places.isEmpty());
    }
}
