package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a supplier says is on its way: expected, not stock.
 *
 * @param location where it arrives
 * @param expectedAt when it arrives
 */
public record AdvanceNotice(
        String system,
        String id,
        @Nullable String supplier,
        @Nullable String purchaseOrder,
        @Nullable String location,
        @Nullable String carrier,
        Instant sentAt,
        @Nullable Instant expectedAt,
        List<Line> lines)
        implements CanonicalEvent {

    public AdvanceNotice {
        lines = List.copyOf(lines);
    }

    /**
     * One line; the quantity is zero or more.
     *
     * @param traced their lot and serial numbers
     */
    public record Line(String id, String sku, BigDecimal quantity, Traced traced) {}

    @Override
    public EventType type() {
        return EventType.ADVANCE_NOTICE;
    }

    @Override
    public String businessKey() {
        return purchaseOrder == null || purchaseOrder.isEmpty() ? id : purchaseOrder;
    }

    @Override
    public Instant occurredAt() {
        return sentAt;
    }
}
