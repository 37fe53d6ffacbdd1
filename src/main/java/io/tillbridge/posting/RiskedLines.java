package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.sourcing.Demand;
import io.tillbridge.sourcing.SourcingRule;
import io.tillbridge.sourcing.SourcingRule.Split;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of an order leaves a location that has no goods for it: as much as the order's rule may part. Where it may part pieces,
 * what is at risk; where lines stay whole, all of the line that is open there; where the order stays whole, all that is open of
 * it there. What is in somebody's hands stays, and with it the whole that it is part of. Pure.
 */
final class RiskedLines {

    private final OrderStanding standing;
    private final String from;
    private final Map<String, BigDecimal> atRisk;

    private RiskedLines(OrderStanding standing, String from, Map<String, BigDecimal> atRisk) {
        this.standing = standing;
        this.from = from;
        this.atRisk = atRisk;
    }

    private record Open(OrderPlaces.Line line, OrderPlaces.Place place) {

        boolean untouched() {
            return place.picked().signum() == 0;
        }
    }

    /**
     * By method, the lines that are to be placed anew.
     *
     * @param from the location that cannot serve them
     * @param atRisk by line, in the units of the line
     * @param methods by line
     * @param rules by method; null where none is for it
     */
    static Map<String, List<Demand.Line>> of(
            OrderStanding standing,
            String from,
            Map<String, BigDecimal> atRisk,
            Function<String, String> methods,
            Function<String, @Nullable SourcingRule> rules) {
        return new RiskedLines(standing, from, atRisk).of(methods, rules);
    }

    private Map<String, List<Demand.Line>> of(
            Function<String, String> methods, Function<String, @Nullable SourcingRule> rules) {
        Map<String, List<Open>> there = new TreeMap<>();
        for (OrderPlaces.Line line : OrderPlaces.of(standing).values()) {
            OrderPlaces.Place place = placed(line);
            if (place != null) {
                there.computeIfAbsent(methods.apply(line.line().id()), method -> new ArrayList<>())
                        .add(new Open(line, place));
            }
        }
        Map<String, List<Demand.Line>> leaving = new TreeMap<>();
        there.forEach((method, lines) -> {
            SourcingRule rule = rules.apply(method);
            List<Demand.Line> wanted = rule == null ? List.of() : leaving(lines, rule.split());
            if (!wanted.isEmpty()) {
                leaving.put(method, wanted);
            }
        });
        return leaving;
    }

    /** What the hub has placed there and is still open; what the order's source says is taken from there stays. */
    private OrderPlaces.@Nullable Place placed(OrderPlaces.Line line) {
        Order order = standing.order();
        boolean allocated = !order.location(line.line(), Lanes.UNASSIGNED).equals(from)
                && standing.allocations().of(line.line().id()).stream()
                        .anyMatch(one ->
                                one.location().equals(from) && one.quantity().signum() > 0);
        return allocated
                ? line.places().stream()
                        .filter(place ->
                                place.location().equals(from) && place.open().signum() > 0)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private List<Demand.Line> leaving(List<Open> lines, Split split) {
        if (lines.stream().noneMatch(one -> risk(one).signum() > 0)) {
            return List.of();
        }
        if (split == Split.NEVER) {
            boolean begun = lines.stream()
                    .anyMatch(one -> !one.untouched() || one.place().left().signum() > 0);
            return begun
                    ? List.of()
                    : lines.stream().map(one -> line(one, one.place().open())).toList();
        }
        List<Demand.Line> leaving = new ArrayList<>();
        for (Open one : lines) {
            BigDecimal open = one.place().open().subtract(one.place().picked());
            if (risk(one).signum() > 0 && open.signum() > 0 && (split == Split.PIECES || one.untouched())) {
                leaving.add(line(one, split == Split.PIECES ? risk(one).min(open) : open));
            }
        }
        return leaving;
    }

    private BigDecimal risk(Open one) {
        return atRisk.getOrDefault(one.line().line().id(), BigDecimal.ZERO);
    }

    private Demand.Line line(Open one, BigDecimal quantity) {
        Set<String> notFrom = new HashSet<>(SourcingDemand.notFrom(standing, one.line()));
        notFrom.add(from);
        return new Demand.Line(one.line().line().id(), one.line().line().sku(), quantity, notFrom);
    }

    /** Locations that serve the order when so much has left this one. */
    static Set<String> serving(OrderStanding standing, String from, Map<String, List<Demand.Line>> leaving) {
        Map<String, BigDecimal> gone = new TreeMap<>();
        leaving.values().forEach(lines -> lines.forEach(line -> gone.put(line.id(), line.quantity())));
        Set<String> serving = new TreeSet<>();
        OrderPlaces.of(standing)
                .values()
                .forEach(line -> line.places().forEach(place -> {
                    BigDecimal less = place.location().equals(from)
                            ? gone.getOrDefault(line.line().id(), BigDecimal.ZERO)
                            : BigDecimal.ZERO;
                    if (place.open().compareTo(less) > 0) {
                        serving.add(place.location());
                    }
                }));
        return serving;
    }
}
