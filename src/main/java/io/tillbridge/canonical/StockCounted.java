package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods counted at one location.
 *
 * @param countedAt by the counting device
 * @param counter who counted
 * @param photo where a photo of the shelf is
 * @param withoutPicked whether goods that are picked and wait to leave were left out of the count
 */
public record StockCounted(
        String system,
        String id,
        String location,
        Instant countedAt,
        @Nullable String counter,
        @Nullable String photo,
        boolean withoutPicked,
        List<Line> lines)
        implements CanonicalEvent {

    public StockCounted {
        lines = List.copyOf(lines);
    }

    /**
     * One line; several of one item and bucket were counted in several places and add up.
     *
     * @param quantity counted, zero or more
     * @param traced of which lot they are, and the serial numbers that were read
     */
    public record Line(String id, String sku, BigDecimal quantity, String bucket, Traced traced) {}

    @Override
    public EventType type() {
        return EventType.STOCK_COUNTED;
    }

    @Override
    public String businessKey() {
        return id;
    }

    @Override
    public Instant occurredAt() {
        return countedAt;
    }
}
