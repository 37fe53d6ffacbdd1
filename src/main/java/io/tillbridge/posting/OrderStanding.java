package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.orders.OrderState;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where an order stands: what its source says, with all that others said of its goods.
 *
 * @param state the order as its source tells it, but that lines count as fulfilled what has left by any word,
 *     and that they do not want what was refunded before it left; this last its document does not say
 * @param left what has left and from where; empty as long as nobody but the source tells of its goods
 * @param goods what others told
 */
record OrderStanding(OrderState state, LeftGoods left, OrderGoods goods) {

    private static final LeftGoods NOTHING = new LeftGoods(Map.of(), Map.of());

    static OrderStanding of(OrderState told, Departures revisions, OrderGoods goods) {
        OrderStanding standing = beforeRefunds(told, revisions, goods);
        return Ordered.refunded(told.ordered()).isEmpty()
                ? standing
                : new OrderStanding(UnsentRefunds.off(standing.state()), standing.left(), goods);
    }

    private static OrderStanding beforeRefunds(OrderState told, Departures revisions, OrderGoods goods) {
        if (goods.none()) {
            return new OrderStanding(told, NOTHING, goods);
        }
        LeftGoods left = LeftGoods.of(revisions, told.order(), goods, Allocations.read(told.allocations()));
        return new OrderStanding(fulfilled(told, left), left, goods);
    }

    /** One as it is recorded. */
    static OrderStanding of(OrderState recorded) {
        return recorded.fulfilments() == null
                ? of(recorded, new Departures(), OrderGoods.NONE)
                : of(recorded, Departures.of(recorded), OrderGoods.read(recorded.fulfilments()));
    }

    Order order() {
        return state.order();
    }

    /** What the hub decided of where its lines are taken from. */
    Allocations allocations() {
        return Allocations.read(state.allocations());
    }

    /** By item and place, what has left, as the order names the items. */
    Map<StockKey, BigDecimal> gone() {
        Map<StockKey, BigDecimal> gone = new TreeMap<>();
        if (goods.none()) {
            Departures departures = Departures.of(state);
            departures
                    .told()
                    .keySet()
                    .forEach(line -> departures
                            .beyond(line, BigDecimal.ZERO)
                            .forEach((from, some) -> gone.merge(from, some, BigDecimal::add)));
        }
        left.lines()
                .values()
                .forEach(places -> places.forEach((from, some) -> gone.merge(from, some, BigDecimal::add)));
        return gone;
    }

    /** By line, what was taken from the shelf, be it that it has left since. */
    Map<String, BigDecimal> picked() {
        Map<String, BigDecimal> picked = new TreeMap<>();
        pickedAt()
                .forEach((line, places) ->
                        picked.put(line, places.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return picked;
    }

    /**
     * By line, what could not be found where it was looked for, or is not sent from there any more. What its location did find
     * is not missing when its source wants no more than that any more. The desk tells what was found and what was not apart.
     */
    Map<String, Map<String, BigDecimal>> missing() {
        List<GoodsFact> facts = new ArrayList<>(goods.of(EventType.FULFILMENT_SHORT_PICKED));
        goods.of(EventType.SHIPMENT_CONFIRMED).stream()
                .filter(fact -> fact.body().path("short").asText().equals("cancelled"))
                .forEach(facts::add);
        Map<String, Map<String, BigDecimal>> missing = byPlace(facts, FulfilmentStep.Line::missing);
        Map<String, Map<String, BigDecimal>> found =
                byPlace(facts, line -> line.missing().signum() > 0 ? line.quantity() : BigDecimal.ZERO);
        byPlace(
                        goods.of(EventType.FULFILMENT_PICKED).stream()
                                .filter(DeskGoods::is)
                                .toList(),
                        FulfilmentStep.Line::quantity)
                .forEach((line, places) -> places.forEach((place, some) ->
                        found.computeIfAbsent(line, id -> new TreeMap<>()).merge(place, some, BigDecimal::max)));
        for (Order.Line line : order().lines()) {
            Map<String, BigDecimal> there = found.getOrDefault(line.id(), Map.of());
            missing.computeIfPresent(line.id(), (id, places) -> {
                places.replaceAll((place, lost) -> lost.min(line.quantity()
                        .subtract(there.getOrDefault(place, BigDecimal.ZERO))
                        .max(BigDecimal.ZERO)));
                return places;
            });
        }
        return missing;
    }

    private Map<String, Map<String, BigDecimal>> byPlace(
            List<GoodsFact> facts, Function<FulfilmentStep.Line, BigDecimal> figure) {
        Map<String, Map<String, BigDecimal>> sums = new TreeMap<>();
        ToldLegs.of(facts, figure, order(), Map.of(), allocations())
                .forEach((line, places) ->
                        places.forEach((from, quantity) -> sums.computeIfAbsent(line, id -> new TreeMap<>())
                                .merge(from.location(), quantity, BigDecimal::add)));
        return sums;
    }

    /** By line and location, what was taken from the shelf; what is ready was. */
    Map<String, Map<String, BigDecimal>> pickedAt() {
        return byPlace(
                facts(EventType.FULFILMENT_PICKED, EventType.FULFILMENT_SHORT_PICKED, EventType.FULFILMENT_READY),
                FulfilmentStep.Line::quantity);
    }

    /** By line and location, what was packed for the customer or the carrier, be it that it has left since. */
    Map<String, Map<String, BigDecimal>> readyAt() {
        return goods.none() ? Map.of() : byPlace(facts(EventType.FULFILMENT_READY), FulfilmentStep.Line::quantity);
    }

    private List<GoodsFact> facts(EventType... types) {
        List<GoodsFact> facts = new ArrayList<>();
        for (EventType type : types) {
            facts.addAll(goods.of(type));
        }
        return facts;
    }

    private static OrderState fulfilled(OrderState told, LeftGoods left) {
        Map<String, BigDecimal> more = new TreeMap<>();
        for (Order.Line line : told.order().lines()) {
            BigDecimal all = left.of(line.id());
            if (all.compareTo(line.fulfilled()) > 0) {
                more.put(line.id(), all);
            }
        }
        if (more.isEmpty()) {
            return told;
        }
        ObjectNode document = told.document().deepCopy();
        for (JsonNode line : document.path("lines")) {
            BigDecimal all = more.get(line.path("id").asText());
            if (all != null) {
                ((ObjectNode) line).put("fulfilled", PlainDecimal.text(all));
            }
        }
        return new OrderState(
                KeptFulfilment.read(document, told.order().occurredAt()),
                document,
                document.toString(),
                told.contentHash(),
                told.mapping(),
                told.messageId(),
                told.departures(),
                told.fulfilments(),
                told.allocations(),
                told.ordered());
    }
}
