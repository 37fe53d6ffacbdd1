package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A channel gives stock free that was held for it.
 *
 * @param cart the cart or order; its id stands in where the source does not say
 * @param lines with what is given free of them; none: all that is open
 */
public record ReservationReleased(String system, String id, String cart, Instant occurredAt, List<Line> lines)
        implements CanonicalEvent {

    public ReservationReleased {
        lines = List.copyOf(lines);
    }

    /** One line and how much of it. */
    public record Line(String id, BigDecimal quantity) {}

    @Override
    public EventType type() {
        return EventType.RESERVATION_RELEASED;
    }

    @Override
    public String businessKey() {
        return cart;
    }
}
