package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.reservation.Outcome.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an order's lines goes to another location: first what no location has, then what those have that serve it. What is
 * picked stays where it is. Pure.
 *
 * @param refused why nothing does; null when it may
 */
record MovedLines(List<Leg> legs, @Nullable Refused refused) {

    MovedLines {
        legs = List.copyOf(legs);
    }

    /**
     * Some of a line.
     *
     * @param from the location that gives it up; null: none had it
     */
    record Leg(Order.Line line, @Nullable String from, BigDecimal quantity) {}

    /** @param parts empty: all lines */
    static MovedLines of(OrderStanding standing, List<OrderMoves.Part> parts, String to) {
        if (!standing.order().state().equals("open")) {
            return refused("order_ended", "the order is " + standing.order().state() + "; nothing of it is wanted");
        }
        Map<String, OrderPlaces.Line> lines = OrderPlaces.of(standing);
        List<OrderMoves.Part> all = parts.isEmpty()
                ? lines.keySet().stream()
                        .map(line -> new OrderMoves.Part(line, null))
                        .toList()
                : parts;
        List<Leg> legs = new ArrayList<>();
        for (OrderMoves.Part part : all) {
            OrderPlaces.Line line = lines.get(part.line());
            if (line == null) {
                return refused("line_unknown", "the order has no line '" + part.line() + "'");
            }
            BigDecimal rest = legs(line, part.quantity(), to, legs);
            if (rest.signum() > 0) {
                return refused(
                        "quantity_too_great",
                        "line '" + part.line() + "' has " + PlainDecimal.text(rest)
                                + " less that could be moved than was asked for; what is picked or has left stays");
            }
        }
        return new MovedLines(legs, null);
    }

    /** What of the quantity there is nothing for. */
    private static BigDecimal legs(OrderPlaces.Line line, @Nullable BigDecimal quantity, String to, List<Leg> legs) {
        BigDecimal rest = quantity == null ? line.line().quantity() : quantity;
        BigDecimal there = BigDecimal.ZERO;
        rest = rest.subtract(leg(line, null, line.unassigned().min(rest), legs));
        for (OrderPlaces.Place place : line.places()) {
            if (place.location().equals(to)) {
                there = there.add(place.open());
            } else {
                BigDecimal free = place.open().subtract(place.picked());
                rest = rest.subtract(leg(line, place.location(), free.min(rest), legs));
            }
        }
        return quantity == null ? BigDecimal.ZERO : rest.subtract(there);
    }

    private static BigDecimal leg(OrderPlaces.Line line, @Nullable String from, BigDecimal quantity, List<Leg> legs) {
        if (quantity.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        legs.add(new Leg(line.line(), from, quantity));
        return quantity;
    }

    /** Where the order's lines are taken from then. */
    Allocations after(SourcingDemand order, String to, String by) {
        Allocations after = order.standing().allocations();
        for (Leg leg : legs) {
            String line = leg.line().id();
            if (leg.from() != null) {
                after = after.without(
                        line,
                        leg.from(),
                        new Allocations.GivenUp(
                                leg.quantity(),
                                to,
                                Allocations.PERSON,
                                order.cause().messageId(),
                                order.cause().occurredAt()));
            }
            after = after.with(
                    line,
                    Allocations.Allocation.of(
                            to,
                            leg.quantity(),
                            Allocations.PERSON,
                            "by " + by,
                            order.cause().occurredAt()));
        }
        return after;
    }

    private static MovedLines refused(String code, String detail) {
        return new MovedLines(List.of(), new Refused(code, detail, List.of()));
    }
}
