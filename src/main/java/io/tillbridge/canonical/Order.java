package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as its source knows it now. Posting it means posting the difference to what is already posted.
 *
 * @param system the connection that owns it
 * @param state {@code open}, {@code completed} or {@code cancelled}
 * @param location where its lines are to be fulfilled unless a line says otherwise; null when nobody has decided
 */
public record Order(
        String system,
        String id,
        String number,
        String state,
        Revision revision,
        @Nullable Instant placedAt,
        @Nullable String location,
        List<Line> lines,
        Instant occurredAt)
        implements CanonicalEvent {

    public Order {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param quantity still wanted, the fulfilled part included
     * @param fulfilled has left the shelf
     */
    public record Line(
            String id,
            String sku,
            BigDecimal quantity,
            BigDecimal fulfilled,
            @Nullable String location) {}

    @Override
    public EventType type() {
        return EventType.ORDER;
    }

    @Override
    public String businessKey() {
        return id;
    }

    public boolean cancelled() {
        return state.equals("cancelled");
    }
}
