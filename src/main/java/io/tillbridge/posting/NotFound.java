package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.reservation.Fulfilment;
import io.tillbridge.reservation.Fulfilment.OnReject;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.stock.Behind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of an order's lines their location could not find and no rule sends elsewhere, because the customer fetches it there or
 * a person decides. It stays wanted, and nobody ships it by himself. Pure: the same standing gives the same.
 */
final class NotFound {

    private static final List<String> OPTIONS = List.of("other_location", "substitute", "later_date", "refund");

    private NotFound() {}

    /**
     * Of a line.
     *
     * @param location that did not find it
     */
    record Part(Order.Line line, String location, BigDecimal quantity, OnReject then) {

        /** The kind of conflict and task that it is. */
        String kind() {
            return then == OnReject.PICKUP_EXCEPTION ? "pickup_exception" : "rejected_part";
        }

        /** What somebody who finds another way must know. */
        String detail(Order order) {
            var detail = ExactJson.nodes()
                    .objectNode()
                    .put("connection", order.system())
                    .put("reference", order.id())
                    .put("order", order.number())
                    .put("line", line.id())
                    .put("sku", line.sku())
                    .put("location", location)
                    .put("quantity", PlainDecimal.text(quantity));
            OPTIONS.forEach(detail.putArray("options")::add);
            return detail.toString();
        }
    }

    /** The rules of a line. */
    static Fulfilment type(FulfilmentRules rules, Behind.@Nullable Terms terms) {
        return terms == null || terms.fulfilment() == null ? rules.usual() : rules.of(terms.fulfilment());
    }

    /** By line. */
    static Map<String, Part> of(@Nullable OrderStanding standing, FulfilmentRules rules) {
        Map<String, Part> parts = new TreeMap<>();
        if (standing == null || standing.goods().none()) {
            return parts;
        }
        Map<String, Map<String, BigDecimal>> missing = standing.missing();
        if (missing.isEmpty()) {
            return parts;
        }
        Map<String, Behind.Terms> terms = OrderTerms.lines(standing.state().document());
        Map<String, OrderPlaces.Line> places = OrderPlaces.of(standing);
        missing.forEach((id, lost) -> {
            OrderPlaces.Line line = places.get(id);
            OnReject then = type(rules, terms.get(id)).onReject();
            if (line == null || then == OnReject.REROUTE || lost.isEmpty()) {
                return;
            }
            BigDecimal quantity = lost.values().stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .min(line.unassigned());
            if (quantity.signum() > 0) {
                parts.put(id, new Part(line.line(), lost.keySet().iterator().next(), quantity, then));
            }
        });
        return parts;
    }
}
