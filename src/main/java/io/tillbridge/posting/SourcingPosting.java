package io.tillbridge.posting;

import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.sourcing.Choice;
import io.tillbridge.sourcing.Chooser;
import io.tillbridge.sourcing.SourcingRule;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.PromiseRules;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives order lines without a location one, in the transaction that posts them: behind the batch's orders and reservations, on
 * balances that are locked, as they will be with the batch's effects. What no location can serve waits and is raised.
 */
@Component
final class SourcingPosting {

    private final SourcingRules rules;
    private final AvailabilityPolicy policy;
    private final PromiseRules promising;
    private final FulfilmentRules types;
    private final StockLedger ledger;
    private final Clock clock;

    SourcingPosting(
            SourcingRules rules,
            AvailabilityPolicy policy,
            PromiseRules promising,
            FulfilmentRules types,
            StockLedger ledger,
            Clock clock) {
        this.rules = rules;
        this.policy = policy;
        this.promising = promising;
        this.types = types;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Orders that leave it to the hub, in the order of their keys; what of them has no location may be nothing.
     *
     * @param skus wanted without a location, with what bundles among them are made of
     * @param locations that the rules may take from
     * @param kits what the bundles of these orders are made of
     */
    record Opened(List<SourcingDemand> orders, Set<String> skus, Set<String> locations, SourcingKits kits) {}

    /** What was chosen for lines of one method. */
    record Sourced(SourcingDemand.Part part, Choice choice) {}

    /** What was chosen for an order. */
    record Decided(SourcingDemand order, List<Sourced> parts) {}

    /** Reads what is to be placed and says which balances it needs; null when the batch has nothing of it. */
    @Nullable
    Opened open(Connection tx, List<PostedOrder> changed, Effects effects) throws SQLException {
        SortedMap<OrderKey, Effects.Cause> causes = new TreeMap<>();
        for (PostedOrder posted : changed) {
            if (rules.decideFor(posted.state().order().system())) {
                causes.put(
                        posted.state().key(),
                        new Effects.Cause(
                                posted.state().order().occurredAt(),
                                posted.state().messageId()));
            }
        }
        return causes.isEmpty() ? null : open(tx, causes, effects);
    }

    /** The same of orders by their keys; they are locked. */
    Opened open(Connection tx, SortedMap<OrderKey, Effects.Cause> causes, Effects effects) throws SQLException {
        Map<OrderKey, Recorded> recorded = OrderBook.lock(tx, List.copyOf(causes.keySet()));
        List<SourcingDemand> orders = new ArrayList<>();
        Set<String> skus = new TreeSet<>();
        Set<String> locations = new TreeSet<>();
        for (Map.Entry<OrderKey, Effects.Cause> one : causes.entrySet()) {
            Recorded known = recorded.get(one.getKey());
            if (known != null) {
                SourcingDemand demand = demand(known, one.getValue());
                orders.add(demand);
                demand.parts().stream()
                        .map(SourcingDemand.Part::rule)
                        .forEach(rule -> locations.addAll(rule == null ? Set.of() : SourcingRules.locations(rule)));
            }
        }
        SourcingKits kits = SourcingKits.of(
                tx,
                orders.stream()
                        .filter(order -> !order.parts().isEmpty())
                        .map(SourcingDemand::key)
                        .toList());
        orders.forEach(order -> skus.addAll(kits.with(order.key(), order.skus())));
        if (!skus.isEmpty()) {
            Set<StockKey> keys = SourcingStock.likely(tx, skus, locations);
            effects.keys().stream()
                    .filter(key -> skus.contains(key.sku()) && locations.contains(key.location()))
                    .forEach(keys::add);
            effects.wanted.addAll(keys);
        }
        return new Opened(orders, skus, locations, kits);
    }

    private SourcingDemand demand(Recorded recorded, Effects.Cause cause) {
        OrderStanding standing = OrderStanding.of(OrderPosting.state(recorded, cause.occurredAt()));
        String channel = policy.channels().asking(recorded.key().system()).id();
        return SourcingDemand.of(standing, rules, channel, types, cause);
    }

    /** Places what can be placed; claims, allocations, conflicts and who waits follow. */
    List<Decided> decide(Connection tx, @Nullable Opened opened, Effects effects) throws SQLException {
        if (opened == null) {
            return List.of();
        }
        Instant now = clock.instant();
        Set<String> skus = opened.skus();
        List<Decided> decided = new ArrayList<>();
        SortedMap<OrderKey, String> allocated = new TreeMap<>();
        if (!skus.isEmpty()) {
            SourcingStock stock = new SourcingStock(
                    ledger.locked(tx, new TreeSet<>(effects.keys())), effects, promising.at(tx, skus, now));
            SourcingCandidates candidates = new SourcingCandidates(
                    rules,
                    policy.locations(),
                    stock,
                    opened.kits(),
                    SourcingCapacity.of(tx, opened.locations(), rules, policy.locations(), now),
                    now);
            for (SourcingDemand order : opened.orders()) {
                decided.add(place(tx, order, candidates, now, effects, allocated));
            }
        }
        OrderBook.allocate(tx, allocated);
        SourcingOutcome.settle(tx, opened, decided, effects, now);
        return decided;
    }

    private static Decided place(
            Connection tx,
            SourcingDemand order,
            SourcingCandidates candidates,
            Instant now,
            Effects effects,
            SortedMap<OrderKey, String> allocated)
            throws SQLException {
        Allocations allocations = order.standing().allocations();
        Set<String> serving = order.serving();
        List<Sourced> parts = new ArrayList<>();
        for (SourcingDemand.Part part : order.parts()) {
            SourcingRule rule = part.rule();
            if (rule == null) {
                parts.add(new Sourced(part, nowhere(part)));
                continue;
            }
            Choice choice = Chooser.choose(
                    rule, part.demand(serving, order.terms(), now), candidates.of(order, part, rule, serving));
            Map<String, String> skus = new HashMap<>();
            part.lines().forEach(line -> skus.put(line.id(), line.sku()));
            for (Choice.Placed placed : choice.placed()) {
                candidates.take(
                        order.key(), skus.getOrDefault(placed.line(), ""), placed, serving.add(placed.location()));
                allocations = allocations.with(
                        placed.line(),
                        Allocations.Allocation.of(placed.location(), placed.quantity(), rule.id(), placed.why(), now));
            }
            parts.add(new Sourced(part, choice));
        }
        String text = allocations.text();
        if (text != null
                && parts.stream().anyMatch(part -> !part.choice().placed().isEmpty())) {
            allocated.put(order.key(), text);
            claim(tx, order, text, effects);
        }
        return new Decided(order, parts);
    }

    /** Claims follow from where an order is taken from now on. */
    static void claim(Connection tx, SourcingDemand order, String allocations, Effects effects) throws SQLException {
        OrderStanding before = order.standing();
        OrderState state = before.state();
        OrderStanding after = new OrderStanding(
                state.with(state.departures(), state.fulfilments(), allocations), before.left(), before.goods());
        // What was built is given once, whichever order of the batch gets it
        effects.bundles.orders(tx, List.of(new BundleRecipes.Change(before, after)));
        OrderClaims.changes(before, after, order.cause(), effects.bundles)
                .forEach(claim -> effects.again(claim, order.cause().occurredAt()));
    }

    private static Choice nowhere(SourcingDemand.Part part) {
        return new Choice(
                List.of(),
                part.lines().stream()
                        .map(line -> new Choice.Unplaced(line.id(), line.quantity()))
                        .toList(),
                List.of());
    }
}
