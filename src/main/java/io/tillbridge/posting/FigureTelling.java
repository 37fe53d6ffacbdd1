package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells destinations figures that change although no stock moves: when a rule begins or ends, a condition is set, or the rules
 * are others than before. Locks a row of what is due, then balances, then lanes, a page in a transaction: what a crash leaves
 * is due from its last page on. A figure that a lane holds already is not told again.
 */
@Component
final class FigureTelling {

    private static final Logger LOG = LoggerFactory.getLogger(FigureTelling.class);
    private static final int PAGE = 500;

    private final DataSource database;
    private final StockLedger ledger;
    private final Lanes lanes;
    private final Outbox outbox;
    private final LaneSignals signals;
    private final FigureClock boundaries;
    private final Clock clock;

    FigureTelling(
            DataSource database,
            StockLedger ledger,
            Lanes lanes,
            Outbox outbox,
            LaneSignals signals,
            AvailabilityPolicy policy,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.lanes = lanes;
        this.outbox = outbox;
        this.signals = signals;
        this.clock = clock;
        boundaries = new FigureClock(policy);
    }

    @Scheduled(fixedDelayString = "${tillbridge.availability.look-every:1s}")
    void look() {
        try {
            tellDue();
        } catch (SQLException e) {
            LOG.debug("figures are looked at again when the database is back", e);
        }
    }

    /** Writes what has become due, and tells all of it. */
    void tellDue() throws SQLException {
        Instant now = clock.instant();
        if (boundaries.mayBeDue(now) && Transactions.in(database, tx -> boundaries.write(tx, now))) {
            boundaries.written(now);
        }
        Told told;
        do {
            told = Transactions.in(database, tx -> tell(tx, now));
            signals.signal(told.due());
            if (told.figures() > 0) {
                LOG.info("availability.told_again reason={} figures={}", told.reason(), told.figures());
            }
        } while (told.reason() != null);
    }

    /** @param reason null when nothing was due */
    private record Told(@Nullable String reason, int figures, List<LaneSignal> due) {}

    private Told tell(Connection tx, Instant now) throws SQLException {
        FigureDue due = FiguresDue.claim(tx, now);
        if (due == null) {
            return new Told(null, 0, List.of());
        }
        List<StockKey> page = FiguresDue.page(tx, due, PAGE);
        List<Balance> balances = new ArrayList<>();
        for (Balance balance : ledger.locked(tx, new TreeSet<>(page))) {
            balances.add(balance.next());
        }
        List<DesiredState> states = LaneLevels.changed(
                tx, lanes.again(tx, balances, due.channel(), new Effects.Cause(due.dueAt(), due.cause())));
        ledger.next(tx, keys(states));
        if (page.size() < PAGE) {
            FiguresDue.done(tx, due);
        } else {
            FiguresDue.advance(tx, due, page.get(PAGE - 1));
        }
        return new Told(due.reason(), states.size(), states.isEmpty() ? List.of() : outbox.write(tx, states));
    }

    /** The balances that states are of, sorted. */
    static List<StockKey> keys(List<DesiredState> states) {
        TreeSet<StockKey> keys = new TreeSet<>();
        for (DesiredState state : states) {
            JsonNode document = ExactJson.parse(state.document());
            keys.add(new StockKey(
                    document.path("sku").asText(), document.path("location").asText()));
        }
        return List.copyOf(keys);
    }
}
