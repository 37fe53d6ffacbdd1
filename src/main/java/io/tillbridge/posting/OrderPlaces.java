package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each line of an order is to be taken from: where its source says, and behind that where the hub decided. Of these
 * each has as much of what is wanted as it was given and could find, in this order; what none has is wanted from anywhere.
 * Pure: the same standing gives the same.
 */
final class OrderPlaces {

    private final OrderStanding standing;
    private final Map<String, Map<String, BigDecimal>> picked;
    private final Map<String, Map<String, BigDecimal>> missing;
    private @Nullable Departures departures;

    private OrderPlaces(OrderStanding standing) {
        this.standing = standing;
        boolean told = !standing.goods().none();
        picked = told ? standing.pickedAt() : Map.of();
        missing = told ? standing.missing() : Map.of();
    }

    /**
     * A line.
     *
     * @param unassigned wanted and not left, and no location has it
     */
    record Line(Order.Line line, List<Place> places, BigDecimal unassigned) {}

    /**
     * One location of a line.
     *
     * @param asked what it was asked for, what it did not find included; falls only when less is wanted
     * @param open of it, what has not left yet and was not missing
     * @param picked of the open
     * @param left of the line, from here
     */
    record Place(String location, BigDecimal asked, BigDecimal open, BigDecimal picked, BigDecimal left) {}

    private record Share(String location, BigDecimal given) {}

    /** By line, in the order's order. */
    static Map<String, Line> of(OrderStanding standing) {
        OrderPlaces places = new OrderPlaces(standing);
        Map<String, Line> lines = new LinkedHashMap<>();
        standing.order().lines().forEach(line -> lines.put(line.id(), places.line(line)));
        return lines;
    }

    private Line line(Order.Line line) {
        Order order = standing.order();
        Map<String, BigDecimal> left = left(line);
        Map<String, BigDecimal> lost = missing.getOrDefault(line.id(), Map.of());
        boolean alive = order.state().equals("open");
        BigDecimal wanted = standing.allocations().wanted(order, line);
        BigDecimal open = alive ? wanted.subtract(line.fulfilled()).max(BigDecimal.ZERO) : BigDecimal.ZERO;
        List<Place> places = new ArrayList<>();
        BigDecimal rest = wanted;
        for (Share share : shares(line)) {
            BigDecimal away = left.getOrDefault(share.location(), BigDecimal.ZERO);
            BigDecimal none =
                    lost.getOrDefault(share.location(), BigDecimal.ZERO).min(share.given());
            BigDecimal has = share.given().subtract(none).min(rest);
            rest = rest.subtract(has);
            BigDecimal still = alive ? has.subtract(away).max(BigDecimal.ZERO) : BigDecimal.ZERO;
            BigDecimal asked = alive ? has.add(none).min(share.given()) : has.min(away);
            places.add(new Place(share.location(), asked, still, picked(line, share, away, still), away));
        }
        return fit(line, places, open);
    }

    private List<Share> shares(Order.Line line) {
        List<Share> shares = new ArrayList<>();
        standing.allocations()
                .shares(standing.order(), line)
                .forEach((location, given) -> shares.add(new Share(location, given)));
        return shares;
    }

    private BigDecimal picked(Order.Line line, Share share, BigDecimal away, BigDecimal still) {
        return picked.getOrDefault(line.id(), Map.of())
                .getOrDefault(share.location(), BigDecimal.ZERO)
                .subtract(away)
                .max(BigDecimal.ZERO)
                .min(still);
    }

    /** What left from elsewhere is not wanted from the last of the places any more. */
    private static Line fit(Order.Line line, List<Place> places, BigDecimal open) {
        BigDecimal over = places.stream()
                .map(Place::open)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .subtract(open);
        if (over.signum() <= 0) {
            return new Line(line, places, over.negate());
        }
        BigDecimal cut = over;
        for (int i = places.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            BigDecimal less = cut.min(place.open());
            cut = cut.subtract(less);
            BigDecimal still = place.open().subtract(less);
            places.set(
                    i,
                    new Place(
                            place.location(),
                            place.asked().subtract(less).max(BigDecimal.ZERO),
                            still,
                            place.picked().min(still),
                            place.left()));
        }
        return new Line(line, places, BigDecimal.ZERO);
    }

    /** By location, what has left of a line. */
    private Map<String, BigDecimal> left(Order.Line line) {
        Map<String, BigDecimal> left = new HashMap<>();
        Map<StockKey, BigDecimal> legs = standing.goods().none()
                ? departures().beyond(line.id(), BigDecimal.ZERO)
                : standing.left().lines().getOrDefault(line.id(), Map.of());
        legs.forEach((from, quantity) -> left.merge(from.location(), quantity, BigDecimal::add));
        return left;
    }

    private Departures departures() {
        if (departures == null) {
            departures = Departures.of(standing.state());
        }
        return departures;
    }
}
