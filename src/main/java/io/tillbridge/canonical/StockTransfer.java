package io.tillbridge.canonical;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods that are to leave a location for another one of the retailer, that left it, or that arrived there.
 *
 * @param type {@code stock.transfer_committed}, {@code stock.transfer_sent} or {@code stock.transfer_received}
 * @param transfer names the transfer in all of its events
 * @param from where they left; never null when sent
 * @param to where they arrive; never null when received
 * @param closed nothing more is expected of the transfer
 * @param reason why it was closed, in the source's words
 */
public record StockTransfer(
        EventType type,
        String system,
        String id,
        String transfer,
        @Nullable String from,
        @Nullable String to,
        Instant occurredAt,
        boolean closed,
        @Nullable String reason,
        List<Line> lines)
        implements CanonicalEvent {

    public StockTransfer {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param quantity zero or more
     * @param bucket the bucket they left or arrived in
     * @param traced their lot and serial numbers
     */
    public record Line(String id, String sku, BigDecimal quantity, String bucket, Traced traced) {}

    public boolean sent() {
        return type == EventType.STOCK_TRANSFER_SENT;
    }

    @Override
    public String businessKey() {
        return transfer;
    }
}
