package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.delivery.Deliveries;
import io.tillbridge.delivery.LaneView;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.MessageRow;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.orders.OrderRow;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a message changed in the books, and which destinations hear of it. */
@Component
final class MessageEffects {

    /** A document with more positions is shown with its first ones. */
    private static final int MOST_LANES = 200;

    private final StockQueries stock;
    private final OrderQueries orders;
    private final OrderLineClaims claimed;
    private final ConnectionPlans plans;
    private final Deliveries deliveries;

    MessageEffects(
            StockQueries stock,
            OrderQueries orders,
            OrderLineClaims claimed,
            ConnectionPlans plans,
            Deliveries deliveries) {
        this.stock = stock;
        this.orders = orders;
        this.claimed = claimed;
        this.plans = plans;
        this.deliveries = deliveries;
    }

    /**
     * The effects.
     *
     * @param claims that it changed last; a claim changed again by a later message is shown there
     * @param order the order it is about, as it is posted now
     * @param lanes of the items and locations it changed
     */
    record Effects(
            List<LedgerEntry> movements,
            List<ClaimAnswer> claims,
            @Nullable OrderRow order,
            List<LaneView> lanes) {
        Effects {
            movements = List.copyOf(movements);
            claims = List.copyOf(claims);
            lanes = List.copyOf(lanes);
        }
    }

    Effects of(MessageRow message) {
        List<LedgerEntry> movements = stock.movementsOf(List.of(message.id()));
        OrderRow order = order(message);
        List<ClaimAnswer> claims = order == null
                ? List.of()
                : claimed.of(order, claim -> claim.messageId().equals(message.id())).values().stream()
                        .flatMap(List::stream)
                        .toList();
        Set<StockKey> changed = new TreeSet<>();
        for (LedgerEntry movement : movements) {
            changed.add(new StockKey(movement.sku(), movement.fromPlace()));
            changed.add(new StockKey(movement.sku(), movement.toPlace()));
        }
        claims.forEach(claim -> changed.add(new StockKey(claim.sku(), claim.location())));
        return new Effects(
                movements, claims, order, lanes(changed, order == null ? null : ExactJson.parse(order.document())));
    }

    private @Nullable OrderRow order(MessageRow message) {
        String factKey = message.factKey();
        if (factKey == null || !EventType.ORDER.word().equals(message.eventType())) {
            return null;
        }
        List<String> cells = cells(factKey);
        return cells.size() < 3
                ? null
                : orders.find(new OrderKey(cells.get(1), cells.get(2))).orElse(null);
    }

    /** The cells of a fact key, joined by {@code |} and escaped by {@code \}. */
    private static List<String> cells(String factKey) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = 0; i < factKey.length(); i++) {
            char c = factKey.charAt(i);
            if (c == '\\' && i + 1 < factKey.length()) {
                i++;
                cell.append(factKey.charAt(i));
            } else if (c == '|') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private List<LaneView> lanes(Set<StockKey> changed, @Nullable JsonNode order) {
        List<LaneView> lanes = new ArrayList<>();
        for (ConnectionPlan plan : plans.all()) {
            for (OutboundFlow flow : plan.outbound().values()) {
                if (flow.accepts().contains(EventType.AVAILABILITY)) {
                    for (StockKey key : changed) {
                        find(
                                lanes,
                                flow,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("sku", key.sku())
                                        .put("location", key.location()));
                    }
                }
                if (order != null && flow.accepts().contains(EventType.ORDER_STATUS)) {
                    find(lanes, flow, order);
                }
            }
        }
        return lanes;
    }

    private void find(List<LaneView> lanes, OutboundFlow flow, JsonNode event) {
        String key = Keys.of(flow.key(), event);
        if (key != null && lanes.size() < MOST_LANES) {
            deliveries.lane(flow.destination(), key).ifPresent(lanes::add);
        }
    }
}
