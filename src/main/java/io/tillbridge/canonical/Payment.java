package io.tillbridge.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money of an order that was captured or given back. It moves no balance of stock.
 *
 * @param type captured or refunded
 * @param system the connection that tells it
 * @param kind of tender, such as {@code card}; null when the source does not say
 */
public record Payment(
        EventType type,
        String system,
        String id,
        OrderReference order,
        @Nullable String kind,
        Instant occurredAt) implements CanonicalEvent {

    @Override
    public String businessKey() {
        return order.id() == null ? id : order.id();
    }
}
