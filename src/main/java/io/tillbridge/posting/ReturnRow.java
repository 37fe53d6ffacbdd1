package io.tillbridge.posting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return.
 *
 * @param orderSystem the connection that sold it, where the return says so
 * @param money its currency, totals and tenders, as JSON
 */
public record ReturnRow(
        long number,
        UUID messageId,
        String system,
        String id,
        @Nullable String orderSystem,
        @Nullable String orderId,
        Instant returnedAt,
        Instant receivedAt,
        String money,
        String factKey,
        List<Line> lines) {

    /**
     * One of its lines.
     *
     * @param bucket where its goods went; {@code none}: nothing was received
     * @param reason why the customer gave it back, as told
     * @param decided how much left that bucket by decisions
     */
    public record Line(
            int number,
            String id,
            String sku,
            BigDecimal quantity,
            @Nullable String location,
            String bucket,
            @Nullable String condition,
            @Nullable String reason,
            BigDecimal decided) {

        /** How much of it waits for a decision: what lies in quality hold because of it. */
        public BigDecimal waits() {
            return bucket.equals("quality_hold") ? quantity.subtract(decided).max(BigDecimal.ZERO) : BigDecimal.ZERO;
        }
    }
}
