package io.tillbridge.orders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an order on its way into the books.
 *
 * @param document its canonical JSON
 * @param contentHash SHA-256 of that JSON
 * @param mapping the mapping subject and version it was translated by, such as {@code shopify.order V3}
 * @param departures what has left the shelf by older revisions, as posting writes it; null when this one alone tells it
 * @param fulfilments what others told of its goods, as posting writes it; null: nothing
 * @param allocations where the hub decided that its lines are taken from, as posting writes it; null: nothing
 * @param ordered the most that any of its revisions wanted of each line, and what of it was refunded, as posting
 *     writes it; null: what this one says
 */
public record OrderState(
        Order order,
        ObjectNode document,
        String json,
        @SuppressWarnings("ArrayRecordComponent") byte[] contentHash,
        String mapping,
        UUID messageId,
        @Nullable String departures,
        @Nullable String fulfilments,
        @Nullable String allocations,
        @Nullable String ordered) {

    /** Names the order among all systems' orders. */
    public OrderKey key() {
        return new OrderKey(order.system(), order.id());
    }

    /** The same with other departures, facts of its goods and allocations. */
    public OrderState with(@Nullable String others, @Nullable String goods, @Nullable String places) {
        return new OrderState(order, document, json, contentHash, mapping, messageId, others, goods, places, ordered);
    }

    /** The same document, standing for another order than it says. */
    public OrderState as(Order other) {
        return new OrderState(
                other, document, json, contentHash, mapping, messageId, departures, fulfilments, allocations, ordered);
    }

    /** The same with more that was ordered. */
    public OrderState ordered(@Nullable String most) {
        return new OrderState(
                order, document, json, contentHash, mapping, messageId, departures, fulfilments, allocations, most);
    }
}
