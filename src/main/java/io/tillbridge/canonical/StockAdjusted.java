package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A correction of stock with a reason. */
public record StockAdjusted(
        String system, String id, String location, Instant adjustedAt, String reason, List<Line> lines)
        implements CanonicalEvent {

    public StockAdjusted {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param quantity positive: found; negative: lost
     * @param bucket the bucket it is found in or lost from
     */
    public record Line(String id, String sku, BigDecimal quantity, String bucket) {}

    @Override
    public EventType type() {
        return EventType.STOCK_ADJUSTED;
    }

    @Override
    public String businessKey() {
        return id;
    }

    @Override
    public Instant occurredAt() {
        return adjustedAt;
    }
}
