package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.orders.OrderState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An order as it stands that has returns.
 *
 * @param returns the messages that told them
 * @param by the message by which it, or one of them, changed
 */
record RefundedOrder(OrderState standing, Set<UUID> returns, UUID by) {

    static void gather(OrderState standing, List<OrderFacts.Kept> facts, Effects.Cause cause, Effects effects) {
        Set<UUID> returns = new TreeSet<>();
        for (OrderFacts.Kept fact : facts) {
            if (fact.type() == EventType.RETURN) {
                returns.add(fact.messageId());
            }
        }
        if (!returns.isEmpty()) {
            effects.refunded.add(new RefundedOrder(standing, returns, cause.messageId()));
        }
    }

    /** {@code system|id}, as entries name it. */
    String key() {
        return standing.key().system() + "|" + standing.key().id();
    }
}
