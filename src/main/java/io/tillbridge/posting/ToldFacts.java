package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All payments, refunds and returns of the orders that a batch is about.
 *
 * @param causes what the batch tells of each order last
 */
record ToldFacts(Map<OrderKey, List<OrderFacts.Kept>> facts, Map<OrderKey, Effects.Cause> causes) {

    /** Keeps the batch's facts and reads those of the orders that it changed or tells facts of; these are locked. */
    static ToldFacts of(Connection tx, List<Work> works, List<PostedOrder> changed, Effects effects)
            throws SQLException {
        Set<OrderKey> orders = new TreeSet<>(OrderFacts.write(tx, works));
        changed.forEach(posted -> orders.add(posted.state().key()));
        orders.addAll(effects.wantedMore.keySet());
        if (orders.isEmpty()) {
            return new ToldFacts(Map.of(), Map.of());
        }
        Map<OrderKey, Effects.Cause> causes = new HashMap<>(effects.wantedMore);
        for (Work work : works) {
            OrderKey key = work.verdict instanceof Verdict.Posted ? order(work) : null;
            if (key != null && work.translated != null) {
                causes.put(
                        key,
                        new Effects.Cause(
                                work.translated.event().occurredAt(),
                                work.ready.document().messageId()));
            }
        }
        return new ToldFacts(OrderFacts.of(tx, orders), causes);
    }

    private static @Nullable OrderKey order(Work work) {
        if (work.translated != null && work.translated.event() instanceof Order order) {
            return new OrderKey(order.system(), order.id());
        }
        return work.order;
    }
}
