package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.reservation.Outcome.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request about an order's goods comes to, by where the order stands: one location, and of each line a quantity that
 * is there for it. All of it or nothing. Pure.
 *
 * @param location empty when it is refused
 * @param refused why nothing happens; null when it may
 */
record AskedGoods(
        String location, List<Line> lines, @Nullable Refused refused) {

    AskedGoods {
        lines = List.copyOf(lines);
    }

    /** Some of a line. */
    record Line(Order.Line line, BigDecimal quantity) {}

    static AskedGoods of(OrderStanding standing, OrderDesk.Step step) {
        if (!standing.order().state().equals("open")) {
            return refused("order_ended", "the order is " + standing.order().state() + "; nothing of it is wanted");
        }
        Map<String, OrderPlaces.Line> lines = OrderPlaces.of(standing);
        for (OrderMoves.Part part : step.parts()) {
            if (!lines.containsKey(part.line())) {
                return refused("line_unknown", "the order has no line '" + part.line() + "'");
            }
        }
        Map<String, Map<String, BigDecimal>> ready =
                step.kind() == OrderDesk.Kind.READY ? standing.readyAt() : Map.of();
        Map<String, OrderMoves.Part> asked = asked(step, lines.keySet());
        Set<String> places = new TreeSet<>();
        asked.keySet()
                .forEach(id -> Objects.requireNonNull(lines.get(id)).places().stream()
                        .filter(place -> there(place, step, ready.getOrDefault(id, Map.of()))
                                        .signum()
                                > 0)
                        .forEach(place -> places.add(place.location())));
        if (step.location() == null && places.size() > 1) {
            return refused("location_required", "its lines are at " + places + "; name the 'location' that tells it");
        }
        String location = step.location() == null ? places.stream().findFirst().orElse("") : step.location();
        if (!places.contains(location)) {
            return refused(
                    "nothing_open",
                    "nothing that could be " + step.kind().done() + " is "
                            + (location.isEmpty() ? "at any location" : "at " + location)
                            + "; GET /api/orders/{number} says what is where");
        }
        return at(location, step, asked, lines, ready);
    }

    private static Map<String, OrderMoves.Part> asked(OrderDesk.Step step, Set<String> lines) {
        Map<String, OrderMoves.Part> asked = new LinkedHashMap<>();
        step.parts().forEach(part -> asked.put(part.line(), part));
        if (asked.isEmpty()) {
            lines.forEach(id -> asked.put(id, new OrderMoves.Part(id, null)));
        }
        return asked;
    }

    private static AskedGoods at(
            String location,
            OrderDesk.Step step,
            Map<String, OrderMoves.Part> asked,
            Map<String, OrderPlaces.Line> lines,
            Map<String, Map<String, BigDecimal>> ready) {
        List<Line> goods = new ArrayList<>();
        for (OrderMoves.Part part : asked.values()) {
            OrderPlaces.Line line = Objects.requireNonNull(lines.get(part.line()));
            BigDecimal there = line.places().stream()
                    .filter(place -> place.location().equals(location))
                    .map(place -> there(place, step, ready.getOrDefault(part.line(), Map.of())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal quantity = part.quantity() == null ? there : part.quantity();
            boolean named = !step.parts().isEmpty();
            if (quantity.compareTo(there) > 0 || (named && quantity.signum() == 0)) {
                return refused(
                        "quantity_too_great",
                        "of line '" + part.line() + "' " + PlainDecimal.text(there) + " could be "
                                + step.kind().done() + " at " + location
                                + (part.quantity() == null ? "" : ", not " + PlainDecimal.text(quantity)));
            }
            if (quantity.signum() > 0) {
                goods.add(new Line(line.line(), quantity));
            }
        }
        return new AskedGoods(location, goods, null);
    }

    /** How much of a line at a place the step may be of. */
    private static BigDecimal there(OrderPlaces.Place place, OrderDesk.Step step, Map<String, BigDecimal> ready) {
        return switch (step.kind()) {
            case PICK, MISSING -> place.open().subtract(place.picked());
            case HAND_OVER -> place.open();
            case READY ->
                place.open()
                        .subtract(ready.getOrDefault(place.location(), BigDecimal.ZERO)
                                .subtract(place.left())
                                .max(BigDecimal.ZERO))
                        .max(BigDecimal.ZERO);
        };
    }

    private static AskedGoods refused(String code, String detail) {
        return new AskedGoods("", List.of(), new Refused(code, detail, List.of()));
    }
}
