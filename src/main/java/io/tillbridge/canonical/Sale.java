package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A finished sale at a register: the goods have left the location. */
public record Sale(
        String system, String register, String receiptNumber, String location, Instant soldAt, List<Line> lines)
        implements CanonicalEvent {

    public Sale {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param quantity negative when goods were taken back over the counter
     */
    public record Line(String id, String sku, BigDecimal quantity) {}

    @Override
    public EventType type() {
        return EventType.SALE;
    }

    @Override
    public String businessKey() {
        return receiptNumber;
    }

    @Override
    public Instant occurredAt() {
        return soldAt;
    }
}
