package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderRow;
import io.tillbridge.orders.OrderState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far an order is, worked out when it is asked from what its source and others told: by line how much is where, and the
 * steps of its goods. Nothing of it is stored.
 *
 * @param fulfilment {@code none}, {@code part} or {@code all} of its lines left
 * @param lines by the line's id
 */
public record OrderStory(String fulfilment, Map<String, Line> lines, List<OrderStep> steps) {

    public OrderStory {
        steps = List.copyOf(steps);
    }

    /**
     * Where a line's quantity is: what was ordered is the sum of open, allocated, shipped, cancelled
     * and substituted, less what is over.
     *
     * @param sku as the order names the item, or named it last
     * @param ordered the most that the order ever wanted of it
     * @param open wanted without a location
     * @param allocated wanted at a location and still there
     * @param picked of the allocated, what is taken from the shelf
     * @param ready of the allocated, what is packed for the customer or the carrier
     * @param shipped has left, whoever told it
     * @param cancelled of what was ordered, not wanted any more
     * @param over shipped beyond what was wanted
     * @param substituted of what is wanted, what the customer takes another item for
     * @param places where it is to be taken from; empty where no location is chosen
     */
    public record Line(
            String sku,
            BigDecimal ordered,
            BigDecimal open,
            BigDecimal allocated,
            BigDecimal picked,
            BigDecimal ready,
            BigDecimal shipped,
            BigDecimal cancelled,
            BigDecimal over,
            BigDecimal substituted,
            List<Place> places) {

        public Line {
            places = List.copyOf(places);
        }
    }

    /**
     * A location of a line.
     *
     * @param quantity that it is asked for; {@code open} of it is still there
     * @param why rule and reason where the hub chose it; null where the source did
     * @param gone what went elsewhere since
     */
    public record Place(
            String location,
            BigDecimal quantity,
            BigDecimal open,
            BigDecimal picked,
            BigDecimal shipped,
            @Nullable String why,
            @Nullable Instant at,
            List<Gone> gone) {

        public Place {
            gone = List.copyOf(gone);
        }
    }

    /**
     * What a location serves no more.
     *
     * @param to where it went
     * @param reason what took the goods, such as {@code count}
     * @param cause the message behind that
     */
    public record Gone(BigDecimal quantity, String to, String reason, UUID cause, Instant at) {}

    /** The story of an order as the books hold it. */
    public static OrderStory of(OrderRow row) {
        OrderStanding standing = standing(row);
        Ordered ordered = Ordered.of(standing.state());
        Map<String, BigDecimal> picked = standing.goods().none() ? Map.of() : standing.picked();
        Map<String, Map<String, BigDecimal>> missing = standing.goods().none() ? Map.of() : standing.missing();
        Map<String, Map<String, BigDecimal>> ready = standing.readyAt();
        Map<String, Line> lines = new TreeMap<>();
        Map<String, OrderPlaces.Line> places = OrderPlaces.of(standing);
        for (Order.Line line : standing.order().lines()) {
            OrderPlaces.Line at = Objects.requireNonNull(places.get(line.id()));
            List<Allocations.Allocation> decided = standing.allocations().of(line.id());
            lines.put(
                    line.id(),
                    !standing.allocations().decided(line.id())
                            ? line(
                                    standing.order(),
                                    line,
                                    ordered,
                                    picked,
                                    ToldLegs.sum(ready.get(line.id())),
                                    missing,
                                    places(at, decided))
                            : placed(standing, at, ordered, ToldLegs.sum(ready.get(line.id())), places(at, decided)));
        }
        ordered.lines().forEach((id, line) -> lines.putIfAbsent(id, gone(line)));
        List<OrderStep> steps = new ArrayList<>();
        standing.goods().facts().forEach(fact -> steps.add(OrderStep.of(fact)));
        return new OrderStory(OrderStatus.fulfilment(standing.order()), lines, steps);
    }

    /** An order as it stands with all that was told of it. */
    static OrderStanding standing(OrderRow row) {
        ObjectNode document = (ObjectNode) ExactJson.parse(row.document());
        Order order = KeptFulfilment.read(document, row.updatedAt());
        return OrderStanding.of(new OrderState(
                order,
                document,
                row.document(),
                new byte[0],
                "",
                row.messageId(),
                row.departures(),
                row.fulfilments(),
                row.allocations(),
                row.ordered()));
    }

    /** A line that the order does not have any more, and of which nothing left. */
    private static Line gone(Ordered.Line line) {
        BigDecimal none = BigDecimal.ZERO;
        return new Line(
                line.sku(), line.quantity(), none, none, none, none, none, line.quantity(), none, none, List.of());
    }

    private static Line line(
            Order order,
            Order.Line line,
            Ordered ordered,
            Map<String, BigDecimal> picked,
            BigDecimal ready,
            Map<String, Map<String, BigDecimal>> missing,
            List<Place> places) {
        BigDecimal shipped = line.fulfilled();
        BigDecimal rest = line.quantity().subtract(shipped).max(BigDecimal.ZERO);
        BigDecimal over = shipped.subtract(line.quantity()).max(BigDecimal.ZERO);
        BigDecimal all = ordered.quantity(line);
        boolean open = order.state().equals("open");
        BigDecimal cancelled = ordered.cancelled(line.id(), line, open);
        if (!open) {
            BigDecimal none = BigDecimal.ZERO;
            return new Line(line.sku(), all, none, none, none, none, shipped, cancelled, over, none, places);
        }
        String location = order.location(line, Lanes.UNASSIGNED);
        BigDecimal elsewhere = location.equals(Lanes.UNASSIGNED)
                ? rest
                : missing.getOrDefault(line.id(), Map.of())
                        .getOrDefault(location, BigDecimal.ZERO)
                        .min(rest);
        BigDecimal here = rest.subtract(elsewhere);
        BigDecimal inHand = picked.getOrDefault(line.id(), BigDecimal.ZERO)
                .subtract(shipped)
                .max(BigDecimal.ZERO)
                .min(here);
        return new Line(
                line.sku(),
                all,
                elsewhere,
                here,
                inHand,
                ready.subtract(shipped).max(BigDecimal.ZERO).min(here),
                shipped,
                cancelled,
                over,
                BigDecimal.ZERO,
                places);
    }

    /** A line that the hub has placed. */
    private static Line placed(
            OrderStanding standing, OrderPlaces.Line at, Ordered ordered, BigDecimal ready, List<Place> places) {
        Order order = standing.order();
        Order.Line line = at.line();
        BigDecimal rest = line.quantity().subtract(line.fulfilled());
        return new Line(
                line.sku(),
                ordered.quantity(line),
                at.unassigned(),
                sum(at, OrderPlaces.Place::open),
                sum(at, OrderPlaces.Place::picked),
                ready.subtract(line.fulfilled()).max(BigDecimal.ZERO).min(sum(at, OrderPlaces.Place::open)),
                line.fulfilled(),
                ordered.cancelled(line.id(), line, order.state().equals("open")),
                rest.negate().max(BigDecimal.ZERO),
                standing.allocations().substituted(order, line),
                places);
    }

    private static BigDecimal sum(OrderPlaces.Line line, Function<OrderPlaces.Place, BigDecimal> figure) {
        return line.places().stream().map(figure).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<Place> places(OrderPlaces.Line line, List<Allocations.Allocation> decided) {
        List<Place> places = new ArrayList<>();
        for (OrderPlaces.Place place : line.places()) {
            Allocations.Allocation by = decided.stream()
                    .filter(one -> one.location().equals(place.location()))
                    .findFirst()
                    .orElse(null);
            places.add(new Place(
                    place.location(),
                    place.asked(),
                    place.open(),
                    place.picked(),
                    place.left(),
                    by == null ? null : by.rule() + ": " + by.why(),
                    by == null ? null : by.at(),
                    by == null ? List.of() : gone(by)));
        }
        return places;
    }

    private static List<Gone> gone(Allocations.Allocation by) {
        return by.givenUp().stream()
                .map(one -> new Gone(one.quantity(), one.to(), one.reason(), one.cause(), one.at()))
                .toList();
    }
}
