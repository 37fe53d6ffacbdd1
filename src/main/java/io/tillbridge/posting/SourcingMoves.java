package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.Recorded;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.OrderRisks;
import io.tillbridge.sourcing.Choice;
import io.tillbridge.sourcing.Chooser;
import io.tillbridge.sourcing.Demand;
import io.tillbridge.sourcing.SourcingRule;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.PromiseRules;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Places what is at risk of an order that the hub placed at another location, by the rules that placed it. Only what another
 * location takes is given up; the rest stays at risk where it is.
 */
@Component
final class SourcingMoves {

    private final SourcingRules rules;
    private final AvailabilityPolicy policy;
    private final PromiseRules promising;
    private final FulfilmentRules types;
    private final StockLedger ledger;
    private final Clock clock;

    SourcingMoves(
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

    /** What is looked at: an order, locked, what is at risk of it and the balances that it may be served from. */
    private record Look(
            SourcingDemand order,
            OrderRisks.At at,
            SourcingKits kits,
            Set<String> skus,
            Set<String> locations,
            List<Balance> balances,
            List<OrderRisks.Risk> risks) {

        OrderStanding standing() {
            return order.standing();
        }

        OrderRisks.Risk risk(String line) {
            return risks.stream()
                    .filter(risk -> risk.line().equals(line))
                    .findFirst()
                    .orElseGet(() -> risks.get(0));
        }
    }

    /**
     * Chooses, and writes where lines are taken from.
     *
     * @param effects receives the claims that follow
     * @return by claim, how much less of it is promised at the location; empty when nothing goes elsewhere
     */
    Map<String, BigDecimal> move(Connection tx, OrderRisks.At at, Effects effects) throws SQLException {
        OrderKey key = new OrderKey(at.system(), at.order());
        Recorded recorded = OrderBook.lock(tx, List.of(key)).get(key);
        if (recorded == null || !rules.decideFor(key.system())) {
            return Map.of();
        }
        Instant now = clock.instant();
        Look look = look(tx, recorded, at, effects, now);
        OrderRisks.tried(tx, look.risks(), now);
        Map<String, List<Demand.Line>> leaving = RiskedLines.of(
                look.standing(),
                at.location(),
                atRisk(tx, look),
                line -> method(look.order(), line),
                method -> rule(key, method));
        Allocations before = look.standing().allocations();
        Allocations after = leaving.isEmpty() ? before : place(tx, look, leaving, effects, now);
        String text = after.text();
        if (text == null || text.equals(before.text())) {
            return Map.of();
        }
        OrderBook.allocate(tx, new TreeMap<>(Map.of(key, text)));
        SourcingPosting.claim(tx, look.order(), text, effects);
        return less(effects.claims, at.location());
    }

    private Look look(Connection tx, Recorded recorded, OrderRisks.At at, Effects effects, Instant now)
            throws SQLException {
        OrderStanding standing = OrderStanding.of(OrderPosting.state(recorded, now));
        SourcingDemand order = new SourcingDemand(
                recorded.key(),
                standing,
                OrderTerms.of(standing.state().document(), types.usual().name()),
                new Effects.Cause(now, recorded.messageId()),
                List.of());
        SourcingKits kits = SourcingKits.of(tx, List.of(order.key()));
        Set<String> skus = new TreeSet<>();
        Set<String> locations = new TreeSet<>();
        for (Order.Line line : standing.order().lines()) {
            skus.addAll(kits.with(order.key(), Set.of(line.sku())));
            SourcingRule rule = rule(order.key(), method(order, line.id()));
            locations.addAll(rule == null ? Set.of() : SourcingRules.locations(rule));
        }
        effects.wanted.addAll(SourcingStock.likely(tx, skus, locations));
        skus.forEach(sku -> effects.wanted.add(new StockKey(sku, at.location())));
        List<Balance> balances = ledger.locked(tx, new TreeSet<>(effects.keys()));
        return new Look(order, at, kits, skus, locations, balances, OrderRisks.of(tx, at));
    }

    private String method(SourcingDemand order, String line) {
        return order.terms().methods().getOrDefault(line, types.usual().name());
    }

    private @Nullable SourcingRule rule(OrderKey key, String method) {
        return types.routed().contains(method) ? rules.rule(key.system(), channel(key), method) : null;
    }

    private String channel(OrderKey key) {
        return policy.channels().asking(key.system()).id();
    }

    /** By line, in its units, what there are really no goods for: some may be back that nobody has looked at yet. */
    private static Map<String, BigDecimal> atRisk(Connection tx, Look look) throws SQLException {
        Map<String, BigDecimal> missing = new HashMap<>();
        for (Balance balance : look.balances()) {
            if (balance.location().equals(look.at().location())) {
                missing.put(balance.sku(), OrderRisks.missing(tx, balance));
            }
        }
        Map<String, String> items = new HashMap<>();
        look.standing().order().lines().forEach(line -> items.put(line.id(), line.sku()));
        Map<String, BigDecimal> atRisk = new HashMap<>();
        for (OrderRisks.Risk risk : look.risks()) {
            BigDecimal left = missing.getOrDefault(risk.sku(), BigDecimal.ZERO);
            BigDecimal some = risk.quantity().min(left);
            missing.put(risk.sku(), left.subtract(some));
            BigDecimal per = look.kits()
                    .of(look.order().key(), items.getOrDefault(risk.line(), ""))
                    .get(risk.sku());
            atRisk.merge(risk.line(), per == null ? some : some.divide(per, 0, RoundingMode.CEILING), BigDecimal::max);
        }
        return atRisk;
    }

    private Allocations place(
            Connection tx, Look look, Map<String, List<Demand.Line>> leaving, Effects effects, Instant now)
            throws SQLException {
        SourcingDemand order = look.order();
        String from = look.at().location();
        SourcingCandidates candidates = new SourcingCandidates(
                rules,
                policy.locations(),
                new SourcingStock(look.balances(), effects, promising.at(tx, look.skus(), now)),
                look.kits(),
                SourcingCapacity.of(tx, look.locations(), rules, policy.locations(), now),
                now);
        Set<String> serving = RiskedLines.serving(look.standing(), from, leaving);
        Allocations allocations = look.standing().allocations();
        for (Map.Entry<String, List<Demand.Line>> one : leaving.entrySet()) {
            SourcingRule rule = Objects.requireNonNull(rule(order.key(), one.getKey()));
            SourcingDemand.Part part =
                    SourcingDemand.Part.of(one.getKey(), channel(order.key()), rule, one.getValue(), types);
            Map<String, String> items = new HashMap<>();
            part.lines().forEach(line -> items.put(line.id(), line.sku()));
            Choice choice = Chooser.choose(
                    rule, part.demand(serving, order.terms(), now), candidates.of(order, part, rule, serving));
            for (Choice.Placed placed : choice.placed()) {
                OrderRisks.Risk why = look.risk(placed.line());
                candidates.take(
                        order.key(), items.getOrDefault(placed.line(), ""), placed, serving.add(placed.location()));
                allocations = allocations
                        .without(
                                placed.line(),
                                from,
                                new Allocations.GivenUp(
                                        placed.quantity(), placed.location(), why.reason(), why.cause(), now))
                        .with(
                                placed.line(),
                                Allocations.Allocation.of(
                                        placed.location(), placed.quantity(), rule.id(), placed.why(), now));
            }
        }
        return allocations;
    }

    static Map<String, BigDecimal> less(List<Claim> claims, String location) {
        Map<String, BigDecimal> less = new TreeMap<>();
        for (Claim claim : claims) {
            Claim.Before before = claim.before();
            if (before != null && before.location().equals(location)) {
                boolean there = claim.location().equals(location) && claim.sku().equals(before.sku());
                BigDecimal gone = there ? before.quantity().subtract(claim.quantity()) : before.quantity();
                if (gone.signum() > 0) {
                    less.put(claim.key(), gone);
                }
            }
        }
        return less;
    }
}
