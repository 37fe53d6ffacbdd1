package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.sourcing.Demand;
import io.tillbridge.sourcing.SourcingRule;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.stock.Offer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of an order has no location, by method.
 *
 * @param standing as the books hold the order
 * @param cause what its claims change by
 */
record SourcingDemand(OrderKey key, OrderStanding standing, OrderTerms terms, Effects.Cause cause, List<Part> parts) {

    SourcingDemand {
        parts = List.copyOf(parts);
    }

    /**
     * Lines of one method.
     *
     * @param rule null when none is for them
     * @param near only locations near the customer serve them
     */
    record Part(String method, Offer offer, @Nullable SourcingRule rule, List<Demand.Line> lines, boolean near) {

        static Part of(
                String method,
                String channel,
                @Nullable SourcingRule rule,
                List<Demand.Line> lines,
                FulfilmentRules types) {
            return new Part(
                    method,
                    new Offer(channel, method),
                    rule,
                    lines,
                    types.zoned().contains(method));
        }

        Demand demand(Set<String> serving, OrderTerms terms, Instant now) {
            return new Demand(lines, serving, rule != null && rule.draws(terms.promisedAt(), now));
        }
    }

    /**
     * Of an order.
     *
     * @param channel whose buffers count for it
     * @param types those whose location is chosen later are placed; what a location did not find only where it is rerouted
     */
    static SourcingDemand of(
            OrderStanding standing, SourcingRules rules, String channel, FulfilmentRules types, Effects.Cause cause) {
        OrderKey key = standing.state().key();
        String usual = types.usual().name();
        Set<String> routed = types.routed();
        Map<String, NotFound.Part> asked = NotFound.of(standing, types);
        OrderTerms terms = OrderTerms.of(standing.state().document(), usual);
        Map<String, List<Demand.Line>> byMethod = new TreeMap<>();
        OrderPlaces.of(standing).values().forEach(line -> {
            String method = terms.methods().getOrDefault(line.line().id(), usual);
            NotFound.Part kept = asked.get(line.line().id());
            BigDecimal wanted =
                    kept == null ? line.unassigned() : line.unassigned().subtract(kept.quantity());
            if (wanted.signum() > 0 && routed.contains(method)) {
                byMethod.computeIfAbsent(method, name -> new ArrayList<>())
                        .add(new Demand.Line(line.line().id(), line.line().sku(), wanted, notFrom(standing, line)));
            }
        });
        List<Part> parts = new ArrayList<>();
        byMethod.forEach((method, lines) ->
                parts.add(Part.of(method, channel, rules.rule(key.system(), channel, method), lines, types)));
        return new SourcingDemand(key, standing, terms, cause, parts);
    }

    /** Locations that did not find a line. */
    static Set<String> notFrom(OrderStanding standing, OrderPlaces.Line line) {
        if (standing.goods().none()) {
            return Set.of();
        }
        Set<String> places = new HashSet<>();
        standing.missing().getOrDefault(line.line().id(), Map.of()).forEach((location, quantity) -> {
            if (quantity.signum() > 0) {
                places.add(location);
            }
        });
        return places;
    }

    /** Locations that serve it already. */
    Set<String> serving() {
        Set<String> serving = new TreeSet<>();
        OrderPlaces.of(standing)
                .values()
                .forEach(line -> line.places().stream()
                        .filter(place -> place.open().signum() > 0)
                        .forEach(place -> serving.add(place.location())));
        return serving;
    }

    /** Items that are wanted without a location. */
    Set<String> skus() {
        Set<String> skus = new TreeSet<>();
        parts.forEach(part -> part.lines().forEach(line -> skus.add(line.sku())));
        return skus;
    }
}
