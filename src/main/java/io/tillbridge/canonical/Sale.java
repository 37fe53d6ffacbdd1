package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished sale at a register: the goods have left the location.
 *
 * @param soldAt by the clock of the register
 * @param openedAt when its session began; null: not told
 * @param sequence the running number of the receipt; null: it has none
 * @param series within what the number counts; empty: the register for ever
 */
public record Sale(
        String system,
        String register,
        String receiptNumber,
        String location,
        Instant soldAt,
        @Nullable Instant openedAt,
        @Nullable Long sequence,
        String series,
        List<Line> lines)
        implements CanonicalEvent {

    public Sale {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param quantity negative when goods were taken back over the counter
     * @param traced their lot and serial numbers
     */
    public record Line(String id, String sku, BigDecimal quantity, Traced traced) {}

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
