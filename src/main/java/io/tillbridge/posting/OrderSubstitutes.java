package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Transactions;
import io.tillbridge.reservation.OrderedLines;
import io.tillbridge.reservation.Substitution;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Behind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Lines of orders that another item is offered for. What the customer takes it for is kept with the order: its source goes on
 * wanting the line until its next revision says so, and nobody serves it any more.
 *
 * <p>What a crash leaves: the line as it was, or without what the substitute is for.
 */
@Component
final class OrderSubstitutes implements OrderedLines {

    private final DataSource database;
    private final OrderDecisions decisions;
    private final AvailabilityPolicy policy;
    private final LaneSignals signals;

    OrderSubstitutes(DataSource database, OrderDecisions decisions, AvailabilityPolicy policy, LaneSignals signals) {
        this.database = database;
        this.decisions = decisions;
        this.policy = policy;
        this.signals = signals;
    }

    @Override
    public Found find(Substitution.Of of, String line) throws SQLException {
        OrderKey key = key(of);
        return Transactions.in(database, tx -> {
            SourcingDemand order = decisions.open(tx, key);
            if (order == null) {
                return Found.refused(
                        "order_unknown", "no order '" + key.id() + "' of '" + key.system() + "' is posted");
            }
            return find(tx, order, line);
        });
    }

    private Found find(Connection tx, SourcingDemand order, String id) throws SQLException {
        OrderStanding standing = order.standing();
        OrderPlaces.Line line = OrderPlaces.of(standing).get(id);
        if (line == null) {
            return Found.refused("line_unknown", "the order has no line '" + id + "'");
        }
        if (!standing.order().state().equals("open")) {
            return Found.refused(
                    "order_ended", "the order is " + standing.order().state() + "; offer nothing for it");
        }
        String sku = line.line().sku();
        if (!SourcingKits.of(tx, List.of(order.key())).of(order.key(), sku).isEmpty()) {
            return Found.refused("kit_not_substituted", "line '" + id + "' is a bundle; offer another as a new line");
        }
        OrderPlaces.Place at = line.places().stream()
                .filter(place -> place.open().signum() > 0)
                .findFirst()
                .or(() -> line.places().stream().findFirst())
                .orElse(null);
        Behind.Terms terms = OrderTerms.lines(standing.state().document()).getOrDefault(id, Behind.Terms.NONE);
        return new Found(
                new Line(
                        order.key().system(),
                        order.key().id(),
                        sku,
                        open(line),
                        line.unassigned(),
                        at == null ? null : at.location(),
                        policy.channels().asking(order.key().system()).id(),
                        terms.fulfilment(),
                        terms.promisedAt(),
                        standing.order().paid(),
                        at != null),
                null);
    }

    @Override
    public void give(Substitution offer) throws SQLException {
        List<LaneSignal> due = new ArrayList<>();
        Transactions.in(database, tx -> {
            SourcingDemand order = decisions.open(tx, key(offer.of()));
            OrderPlaces.Line line =
                    order == null ? null : OrderPlaces.of(order.standing()).get(offer.line());
            if (order != null && line != null) {
                Allocations.Substitute substitute = new Allocations.Substitute(
                        offer.id(),
                        offer.substitute(),
                        offer.held(),
                        offer.quantity().min(open(line)),
                        line.line().quantity(),
                        Allocations.quantity(order.standing().order(), offer.substitute()),
                        order.cause().occurredAt());
                Allocations after = order.standing().allocations().with(offer.line(), substitute);
                due.addAll(decisions.write(tx, order, after, new Effects()));
            }
            return due.size();
        });
        signals.signal(due);
    }

    /** Wanted and in nobody's hands. */
    private static BigDecimal open(OrderPlaces.Line line) {
        return line.places().stream()
                .map(place -> place.open().subtract(place.picked()))
                .reduce(line.unassigned(), BigDecimal::add);
    }

    private static OrderKey key(Substitution.Of of) {
        return new OrderKey(Objects.requireNonNull(of.system()), Objects.requireNonNull(of.order()));
    }
}
