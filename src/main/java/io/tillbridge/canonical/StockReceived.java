package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods received from a supplier.
 *
 * @param notice the advance notice of the same system that announced them
 * @param purchaseOrder counts against its notices where none is named
 * @param closed nothing more is expected of what it names
 */
public record StockReceived(
        String system,
        String id,
        String location,
        Instant receivedAt,
        @Nullable String notice,
        @Nullable String purchaseOrder,
        boolean closed,
        List<Line> lines)
        implements CanonicalEvent {

    public StockReceived {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param quantity below zero: taken back out
     * @param bucket where they went
     * @param traced their lot and serial numbers
     */
    public record Line(String id, String sku, BigDecimal quantity, String bucket, Traced traced) {}

    @Override
    public EventType type() {
        return EventType.STOCK_RECEIVED;
    }

    @Override
    public String businessKey() {
        return id;
    }

    @Override
    public Instant occurredAt() {
        return receivedAt;
    }
}
