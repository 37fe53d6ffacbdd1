package io.tillbridge.stock;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How far goods that are still to come are relied on.
 *
 * @param noticeConfidence share of what advance notices announce, zero to one
 * @param transferConfidence share of what is in transit, zero to one
 * @param purchaseConfidence share of what sent purchase orders expect and no notice announces, zero to one
 * @param transferDays from the day of sending to that of arrival; null: what is in transit has no day and is not relied on
 */
public record DatedRules(
        BigDecimal noticeConfidence,
        BigDecimal transferConfidence,
        BigDecimal purchaseConfidence,
        @Nullable Integer transferDays) {

    /** What is announced or ordered comes; what is in transit has no day. */
    public static final DatedRules PLAIN = new DatedRules(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, null);
}
