package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of an order's goods on their way to the customer, as a warehouse, a store or the shop itself tells it.
 *
 * @param type picked, short picked, ready, handed over or shipped
 * @param system the connection that tells it
 * @param location where the goods are or were; null when the source does not say
 */
public record FulfilmentStep(
        EventType type,
        String system,
        String id,
        OrderReference order,
        @Nullable String location,
        Instant occurredAt,
        List<Line> lines)
        implements CanonicalEvent {

    public FulfilmentStep {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param orderLine the order's line; null when the source does not say
     * @param quantity what was found, handed over or shipped
     * @param ordered what was asked for; null when the source does not say
     * @param traced their lot and serial numbers
     */
    public record Line(
            String id,
            @Nullable String orderLine,
            String sku,
            BigDecimal quantity,
            @Nullable BigDecimal ordered,
            Traced traced) {

        /** What could not be found of what was asked for. */
        public BigDecimal missing() {
            return ordered == null
                    ? BigDecimal.ZERO
                    : ordered.subtract(quantity).max(BigDecimal.ZERO);
        }
    }

    /** Whether goods leave the shelf with it for good. */
    public boolean leaves() {
        return type == EventType.SHIPMENT_CONFIRMED || type == EventType.FULFILMENT_HANDED_OVER;
    }

    @Override
    public String businessKey() {
        return order.id() == null ? id : order.id();
    }
}
