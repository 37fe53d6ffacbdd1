package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a person must look at when goods of an order left: they have left, so the books take it as it is. */
final class OrderDoubts {

    private static final String OVER = "overshipped";
    private static final String WRONG = "wrong_item_shipped";

    private OrderDoubts() {}

    /** More left than was wanted, or something else than was wanted. */
    static void raise(@Nullable OrderStanding before, OrderStanding after, List<GoodsFact> told, Effects effects) {
        String subject = OrderPosting.subject(after.state().key());
        Map<String, BigDecimal> known = new HashMap<>();
        if (before != null) {
            before.order().lines().forEach(line -> known.put(line.id(), line.fulfilled()));
        }
        GoodsFact last = told.get(told.size() - 1);
        for (Order.Line line : after.order().lines()) {
            boolean more = line.fulfilled().compareTo(known.getOrDefault(line.id(), BigDecimal.ZERO)) > 0;
            if (more && over(line)) {
                effects.conflicts.add(new Conflicts.Conflict(
                        OVER,
                        subject + "|" + line.id(),
                        last.messageId(),
                        ExactJson.nodes()
                                .objectNode()
                                .put("sku", line.sku())
                                .put("ordered", PlainDecimal.text(line.quantity()))
                                .put("shipped", PlainDecimal.text(line.fulfilled()))
                                .toString()));
            }
        }
        for (GoodsFact fact : told) {
            if (fact.step().leaves() && !CartGoods.is(fact)) {
                fact.step().lines().stream()
                        .filter(line -> line.quantity().signum() > 0
                                && after.order().lines().stream()
                                        .noneMatch(wanted -> wanted.sku().equals(line.sku())))
                        .forEach(line -> effects.conflicts.add(new Conflicts.Conflict(
                                WRONG,
                                subject + "|" + line.sku(),
                                fact.messageId(),
                                detail(fact, line).toString())));
            }
        }
    }

    /** What is over: no more has left of a line than is wanted, or the item is wanted after all. */
    static void settle(OrderStanding before, OrderStanding after, Effects effects) {
        String subject = OrderPosting.subject(after.state().key());
        Map<String, Order.Line> now = new HashMap<>();
        after.order().lines().forEach(line -> now.put(line.id(), line));
        Set<String> wanted = new TreeSet<>();
        for (Order.Line line : before.order().lines()) {
            Order.Line is = now.get(line.id());
            if (over(line) && (is == null || !over(is))) {
                effects.settled.add(new Conflicts.Settled(OVER, subject + "|" + line.id()));
            }
            wanted.add(line.sku());
        }
        after.order().lines().stream()
                .map(Order.Line::sku)
                .filter(sku -> !wanted.contains(sku))
                .distinct()
                .forEach(sku -> effects.settled.add(new Conflicts.Settled(WRONG, subject + "|" + sku)));
    }

    private static boolean over(Order.Line line) {
        return line.fulfilled().compareTo(line.quantity()) > 0;
    }

    private static ObjectNode detail(GoodsFact fact, FulfilmentStep.Line line) {
        return ExactJson.nodes()
                .objectNode()
                .put("system", fact.step().system())
                .put("shipment", fact.step().id())
                .put("sku", line.sku())
                .put("quantity", PlainDecimal.text(line.quantity()));
    }
}
