package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A correction of stock, or a move between buckets of a location.
 *
 * @param reason the source's own word
 */
public record StockAdjusted(
        String system, String id, String location, Instant adjustedAt, String reason, List<Line> lines)
        implements CanonicalEvent {

    public StockAdjusted {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param quantity positive: found; negative: lost; zero or more where it moves to another bucket
     * @param bucket the bucket it is found in, lost or moved from; null: as the reason says
     * @param toBucket the bucket it moves to; null: it is found or lost, unless the reason says otherwise
     * @param traced its lot and serial numbers
     */
    public record Line(
            String id,
            String sku,
            BigDecimal quantity,
            @Nullable String bucket,
            @Nullable String toBucket,
            Traced traced) {}

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
