package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Goods received from a supplier. */
public record StockReceived(String system, String id, String location, Instant receivedAt, List<Line> lines)
        implements CanonicalEvent {

    public StockReceived {
        lines = List.copyOf(lines);
    }

    public record Line(String id, String sku, BigDecimal quantity) {}

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
