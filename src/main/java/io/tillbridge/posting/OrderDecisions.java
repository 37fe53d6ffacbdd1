package io.tillbridge.posting;

import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.OrderRisks;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.Tasks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes what people decided of an order's lines, with all that follows from it, in the caller's transaction: order, balances,
 * claims, promises at risk, conflicts, tasks, lanes, in the order in which posting locks them.
 */
@Component
final class OrderDecisions {

    private final StockLedger ledger;
    private final ShortPicks shortPicks;
    private final Conflicts conflicts;
    private final Tasks tasks;
    private final Lanes lanes;
    private final Fulfilling fulfilling;
    private final FulfilmentRules types;
    private final Clock clock;
    private final Outbox outbox = new Outbox();

    OrderDecisions(
            StockLedger ledger,
            ShortPicks shortPicks,
            Conflicts conflicts,
            Tasks tasks,
            Lanes lanes,
            Fulfilling fulfilling,
            FulfilmentRules types,
            Clock clock) {
        this.ledger = ledger;
        this.shortPicks = shortPicks;
        this.conflicts = conflicts;
        this.tasks = tasks;
        this.lanes = lanes;
        this.fulfilling = fulfilling;
        this.types = types;
        this.clock = clock;
    }

    /** An order as the books hold it, locked until the transaction ends; null when they do not know it. */
    @Nullable
    SourcingDemand open(Connection tx, OrderKey key) throws SQLException {
        Recorded recorded = OrderBook.lock(tx, List.of(key)).get(key);
        return recorded == null ? null : demand(recorded);
    }

    private SourcingDemand demand(Recorded recorded) {
        Effects.Cause cause = new Effects.Cause(clock.instant(), recorded.messageId());
        OrderStanding standing = OrderStanding.of(OrderPosting.state(recorded, cause.occurredAt()));
        OrderTerms terms =
                OrderTerms.of(standing.state().document(), types.usual().name());
        return new SourcingDemand(recorded.key(), standing, terms, cause, List.of());
    }

    /**
     * Writes what is decided from now on; the same again changes nothing.
     *
     * @param effects of which the balances that the decision looked at are locked
     * @return lanes to be signalled after the commit
     */
    List<LaneSignal> write(Connection tx, SourcingDemand order, Allocations after, Effects effects)
            throws SQLException {
        OrderStanding before = order.standing();
        OrderState state = before.state();
        String text = after.text();
        if (text == null || text.equals(state.allocations())) {
            return List.of();
        }
        OrderBook.allocate(tx, new TreeMap<>(Map.of(order.key(), text)));
        SourcingPosting.claim(tx, order, text, effects);
        OrderStanding is = new OrderStanding(
                state.with(state.departures(), state.fulfilments(), text), before.left(), before.goods());
        shortPicks.settle(before, is, order.cause(), effects);
        if (OrderPlaces.of(is).values().stream()
                .allMatch(line -> line.unassigned().signum() == 0)) {
            SourcingWaits.end(tx, Set.of(order.key()));
            effects.settled.add(new Conflicts.Settled(SourcingOutcome.UNPLACED, OrderPosting.subject(order.key())));
        }
        Map<String, BigDecimal> less = new TreeMap<>();
        effects.claims.stream()
                .flatMap(claim -> Stream.ofNullable(claim.before()))
                .map(Claim.Before::location)
                .distinct()
                .forEach(location -> SourcingMoves.less(effects.claims, location)
                        .forEach((claim, gone) -> less.merge(claim, gone, BigDecimal::add)));
        List<Balance> balances = ledger.post(tx, List.of(), effects.claims);
        List<TaskKey> needless = OrderRisks.placed(tx, less);
        conflicts.settle(tx, effects.settled);
        tasks.end(tx, needless);
        List<DesiredState> desired =
                new ArrayList<>(lanes.availability(tx, balances, effects, Reported.of(List.of(), effects)));
        desired.addAll(fulfilling.requests().of(tx, List.of(order.key())));
        return outbox.write(tx, desired);
    }
}
