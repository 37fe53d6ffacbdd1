package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods that a customer gave back.
 *
 * @param order the order they were bought with; none for a blind return
 * @param location where they were received unless a line says otherwise
 */
public record Return(
        String system,
        String id,
        OrderReference order,
        @Nullable String location,
        Instant returnedAt,
        List<Line> lines) implements CanonicalEvent {

    /** Nothing was put back. */
    public static final String NOTHING = "none";

    public Return {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param restock the bucket the goods went to, or {@value #NOTHING} when nothing was put back
     * @param orderLine the order's line; null when the source does not say
     * @param reason why the customer gave them back, as told; null when the source does not say
     * @param traced their lot and serial numbers
     * @param condition in which they were received, {@code A} to {@code F} or {@code X}; null when the source does not say
     */
    public record Line(
            String id,
            String sku,
            BigDecimal quantity,
            String restock,
            @Nullable String condition,
            @Nullable String location,
            @Nullable String orderLine,
            @Nullable String reason,
            Traced traced) {}

    @Override
    public EventType type() {
        return EventType.RETURN;
    }

    @Override
    public String businessKey() {
        return order.id() == null ? id : order.id();
    }

    @Override
    public Instant occurredAt() {
        return returnedAt;
    }
}
