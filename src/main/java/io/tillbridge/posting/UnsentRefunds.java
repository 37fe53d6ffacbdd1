package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Return;
import io.tillbridge.orders.OrderState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goods that the selling system paid back and put nowhere: what of them has not left is not wanted any more. Some systems go
 * on telling such a line as it was ordered, so it is taken off here; it is taken off once, where the next revision wants less
 * too. Where a source tells apart what was ordered and what is wanted, it has taken it off itself. Pure, and a function of what
 * was said alone.
 */
final class UnsentRefunds {

    private UnsentRefunds() {}

    /**
     * By line what its system paid back and put nowhere; of several lines of an item that it does not tell apart the first
     * that has room. Components of a bundle are none: a bundle leaves whole.
     *
     * @param facts of the order
     */
    static Map<String, BigDecimal> of(OrderState order, List<OrderFacts.Kept> facts) {
        Map<String, Ordered.Line> ordered = Ordered.of(order).lines();
        TreeMap<String, BigDecimal> refunded = new TreeMap<>();
        for (OrderFacts.Kept fact : facts) {
            if (fact.type() == EventType.RETURN
                    && fact.body().path("system").asText().equals(order.key().system())) {
                Return told = (Return) CanonicalReader.read(EventType.RETURN, fact.body(), Instant.EPOCH);
                told.lines().stream()
                        .filter(line -> line.restock().equals(Return.NOTHING)
                                && line.condition() == null
                                && line.quantity().signum() > 0)
                        .forEach(line -> add(line, ordered, refunded));
            }
        }
        return refunded;
    }

    private static void add(Return.Line line, Map<String, Ordered.Line> ordered, Map<String, BigDecimal> refunded) {
        List<String> lines = new ArrayList<>();
        ordered.forEach((id, one) -> {
            if (one.sku().equals(line.sku())
                    && (line.orderLine() == null || line.orderLine().equals(id))) {
                lines.add(id);
            }
        });
        BigDecimal rest = line.quantity();
        for (String id : lines) {
            Ordered.Line one = ordered.getOrDefault(id, new Ordered.Line("", BigDecimal.ZERO));
            BigDecimal room = one.quantity()
                    .subtract(refunded.getOrDefault(id, BigDecimal.ZERO))
                    .max(BigDecimal.ZERO);
            BigDecimal some = rest.min(room);
            if (some.signum() > 0) {
                refunded.merge(id, some, BigDecimal::add);
                rest = rest.subtract(some);
            }
        }
    }

    /** An order that wants what was refunded no more, but for what has left; its document stays as its source tells it. */
    static OrderState off(OrderState standing) {
        Ordered ordered = Ordered.of(standing);
        Map<String, JsonNode> told = new HashMap<>();
        standing.document()
                .path("lines")
                .forEach(line -> told.put(line.path("id").asText(), line));
        List<Order.Line> lines = new ArrayList<>();
        for (Order.Line line : standing.order().lines()) {
            BigDecimal most = ordered.unrefunded(line.id());
            JsonNode cells = told.get(line.id());
            boolean itself = cells == null || cells.hasNonNull("ordered");
            lines.add(
                    most == null || itself ? line : line.wanting(line.quantity().min(most.max(line.fulfilled()))));
        }
        return standing.as(standing.order().with(lines));
    }
}
