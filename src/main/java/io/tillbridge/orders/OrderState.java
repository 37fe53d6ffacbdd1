package io.tillbridge.orders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import java.util.UUID;

/**
 * One revision of an order on its way into the books.
 *
 * @param document its canonical JSON
 * @param contentHash SHA-256 of that JSON
 * @param mapping the mapping subject and version it was translated by, such as {@code shopify.order V3}
 */
public record OrderState(
        Order order,
        ObjectNode document,
        String json,
        @SuppressWarnings("ArrayRecordComponent") byte[] contentHash,
        String mapping,
        UUID messageId) {

    /** Names the order among all systems' orders. */
    public OrderKey key() {
        return new OrderKey(order.system(), order.id());
    }
}
