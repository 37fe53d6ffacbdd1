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
 * @param cart the cart it was made of, whose holds it takes over; null when the source does not say
 * @param payment {@code pending}, {@code paid}, {@code partially_refunded}, {@code refunded} or {@code voided}; null when the
 *     source does not say
 * @param location where its lines are to be fulfilled unless a line says otherwise; null when nobody has decided
 */
public record Order(
        String system,
        String id,
        String number,
        String state,
        Revision revision,
        @Nullable Instant placedAt,
        @Nullable String cart,
        @Nullable String payment,
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
            @Nullable String location) {

        /** The same, with another quantity still wanted. */
        public Line wanting(BigDecimal other) {
            return new Line(id, sku, other, fulfilled, location);
        }
    }

    @Override
    public EventType type() {
        return EventType.ORDER;
    }

    @Override
    public String businessKey() {
        return id;
    }

    /** Whether the money is there. */
    public boolean paid() {
        return "paid".equals(payment);
    }

    /** The same, told at another time. */
    public Order at(Instant time) {
        return new Order(system, id, number, state, revision, placedAt, cart, payment, location, lines, time);
    }

    /** The same with other lines. */
    public Order with(List<Line> others) {
        return new Order(system, id, number, state, revision, placedAt, cart, payment, location, others, occurredAt);
    }

    /**
     * Where a line is to be fulfilled.
     *
     * @param unassigned stands for nowhere yet
     */
    public String location(Line line, String unassigned) {
        if (line.location() != null) {
            return line.location();
        }
        return location != null ? location : unassigned;
    }

    public boolean cancelled() {
        return state.equals("cancelled");
    }
}
