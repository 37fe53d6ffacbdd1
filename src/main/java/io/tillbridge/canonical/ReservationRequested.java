package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel asks that stock be held.
 *
 * @param cart the cart or order; its id stands in where the source does not say
 * @param fulfilment a type of {@code config/fulfilment.yaml}; null: the default one
 * @param partial hold what can be had of each line instead of all or nothing
 * @param expiresAt null: as the fulfilment type says
 */
public record ReservationRequested(
        String system,
        String id,
        String cart,
        @Nullable String fulfilment,
        boolean partial,
        Instant occurredAt,
        @Nullable Instant expiresAt,
        List<Line> lines)
        implements CanonicalEvent {

    public ReservationRequested {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param location null: any
     */
    public record Line(
            String id,
            String sku,
            BigDecimal quantity,
            @Nullable String location) {}

    @Override
    public EventType type() {
        return EventType.RESERVATION_REQUESTED;
    }

    @Override
    public String businessKey() {
        return cart;
    }
}
