package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;

/** What a system says it holds of one item at one location: a command only if that system owns the counts. */
public record StockSnapshot(String system, String sku, String location, BigDecimal quantity, Instant observedAt)
        implements CanonicalEvent {

    @Override
    public EventType type() {
        return EventType.STOCK_SNAPSHOT;
    }

    @Override
    public String businessKey() {
        return sku;
    }

    @Override
    public Instant occurredAt() {
        return observedAt;
    }
}
