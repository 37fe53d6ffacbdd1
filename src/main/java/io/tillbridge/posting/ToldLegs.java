package io.tillbridge.posting;

import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Trace;
import io.tillbridge.canonical.Traced;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of an order the goods of facts belong to. A line that a fact names is taken where the item agrees; else the
 * lines of the item are filled, first as far as revisions say that they have left, then as far as they are wanted, and what
 * is too much goes to the last of them. An item that the order does not have belongs to no line.
 */
final class ToldLegs {

    /** Begins the name of what belongs to no line; a line's id never is as long. */
    private static final String STRANGE = "?".repeat(201);

    private record Leg(@Nullable String line, StockKey from, BigDecimal quantity, Traced traced) {}

    private final Order order;
    private final Map<String, BigDecimal> told;
    private final Allocations allocations;
    private final Map<String, Map<StockKey, BigDecimal>> filled = new TreeMap<>();

    private ToldLegs(Order order, Map<String, BigDecimal> told, Allocations allocations) {
        this.allocations = allocations;
        this.order = order;
        this.told = told;
    }

    /**
     * By line, what left and from where.
     *
     * @param quantity which figure of a fact's line
     * @param told by line, how much of it has left by revisions
     * @param allocations where lines are taken from of which neither fact nor order says it
     */
    static Map<String, Map<StockKey, BigDecimal>> of(
            List<GoodsFact> facts,
            Function<FulfilmentStep.Line, BigDecimal> quantity,
            Order order,
            Map<String, BigDecimal> told,
            Allocations allocations) {
        ToldLegs legs = new ToldLegs(order, told, allocations);
        legs.fill(legs.heard(facts, quantity));
        return legs.filled;
    }

    /** By item and place, of which lots and which pieces the goods are that left by those who tell most of them. */
    static Map<StockKey, Map<Trace, BigDecimal>> traces(List<GoodsFact> facts, Order order, Allocations allocations) {
        Map<StockKey, Map<Trace, BigDecimal>> traces = new TreeMap<>();
        for (Leg leg : new ToldLegs(order, Map.of(), allocations).heard(facts, FulfilmentStep.Line::quantity)) {
            for (Traced.Part part : leg.traced().parts(leg.quantity())) {
                Trace trace = part.trace().undated();
                if (!trace.none()) {
                    traces.computeIfAbsent(leg.from(), key -> new TreeMap<>())
                            .merge(trace, part.quantity(), BigDecimal::add);
                }
            }
        }
        return traces;
    }

    /** Whether goods that belong to this name belong to no line of the order. */
    static boolean strange(String line) {
        return line.startsWith(STRANGE);
    }

    /** Of several who tell of the same item at the same place, who tells most: the others tell the same goods. */
    private List<Leg> heard(List<GoodsFact> facts, Function<FulfilmentStep.Line, BigDecimal> figure) {
        Map<StockKey, Map<String, List<Leg>>> voices = new LinkedHashMap<>();
        for (GoodsFact fact : facts) {
            for (FulfilmentStep.Line line : fact.step().lines()) {
                BigDecimal quantity = figure.apply(line);
                if (quantity.signum() > 0) {
                    StockKey from = new StockKey(line.sku(), place(fact.step(), line));
                    voices.computeIfAbsent(from, key -> new TreeMap<>())
                            .computeIfAbsent(fact.voice(), voice -> new ArrayList<>())
                            .add(new Leg(line.orderLine(), from, quantity, line.traced()));
                }
            }
        }
        List<Leg> heard = new ArrayList<>();
        voices.values().forEach(by -> {
            List<Leg> most = List.of();
            for (List<Leg> legs : by.values()) {
                most = sum(legs).compareTo(sum(most)) > 0 ? legs : most;
            }
            heard.addAll(most);
        });
        return heard;
    }

    private static BigDecimal sum(List<Leg> legs) {
        return legs.stream().map(Leg::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String place(FulfilmentStep step, FulfilmentStep.Line line) {
        if (step.location() != null) {
            return step.location();
        }
        Order.Line named = named(line.orderLine());
        Order.Line of = named == null ? ofItem(line.sku()).stream().findFirst().orElse(null) : named;
        if (of != null) {
            String location = order.location(of, Lanes.UNASSIGNED);
            String allocated = allocations.usual(of.id());
            boolean moved = allocations
                            .shares(order, of)
                            .getOrDefault(location, BigDecimal.ZERO)
                            .signum()
                    == 0;
            return allocated == null || !moved ? location : allocated;
        }
        return Objects.requireNonNullElse(order.location(), Lanes.UNASSIGNED);
    }

    private Order.@Nullable Line named(@Nullable String id) {
        return order.lines().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private List<Order.Line> ofItem(String sku) {
        return order.lines().stream().filter(line -> line.sku().equals(sku)).toList();
    }

    private void fill(List<Leg> legs) {
        List<Leg> open = new ArrayList<>();
        for (Leg leg : legs) {
            Order.Line named = named(leg.line());
            boolean gone = named == null && leg.line() != null && told.containsKey(leg.line());
            if (leg.line() != null
                    && (gone || named != null)
                    && (named == null
                            || named.sku().equals(leg.from().sku())
                            || ofItem(leg.from().sku()).isEmpty())) {
                put(leg.line(), leg.from(), leg.quantity());
            } else {
                open.add(leg);
            }
        }
        open.forEach(this::spread);
    }

    private void spread(Leg leg) {
        List<Order.Line> lines = ofItem(leg.from().sku());
        if (lines.isEmpty()) {
            put(STRANGE + leg.from().sku(), leg.from(), leg.quantity());
            return;
        }
        BigDecimal rest = leg.quantity();
        for (Order.Line line : lines) {
            rest = upTo(told.getOrDefault(line.id(), BigDecimal.ZERO), line, leg, rest);
        }
        for (Order.Line line : lines) {
            rest = upTo(line.quantity(), line, leg, rest);
        }
        if (rest.signum() > 0) {
            put(lines.get(lines.size() - 1).id(), leg.from(), rest);
        }
    }

    private BigDecimal upTo(BigDecimal most, Order.Line line, Leg leg, BigDecimal rest) {
        BigDecimal taken = most.subtract(total(filled.getOrDefault(line.id(), new HashMap<>())))
                .max(BigDecimal.ZERO)
                .min(rest);
        if (taken.signum() > 0) {
            put(line.id(), leg.from(), taken);
        }
        return rest.subtract(taken);
    }

    /** Of a line by location; null: nothing was told of it. */
    static BigDecimal sum(@Nullable Map<String, BigDecimal> places) {
        return places == null ? BigDecimal.ZERO : places.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal total(Map<StockKey, BigDecimal> quantities) {
        return quantities.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void put(String line, StockKey from, BigDecimal quantity) {
        filled.computeIfAbsent(line, id -> new TreeMap<>()).merge(from, quantity, BigDecimal::add);
    }
}
