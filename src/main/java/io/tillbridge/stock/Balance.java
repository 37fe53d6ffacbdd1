package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is held of one item at one location after a posting.
 *
 * @param countedAt the instant of the newest posted count; null when there is none, or it was not asked for
 * @param sequence grows with every change: the later state has the greater number
 */
public record Balance(
        String sku,
        String location,
        BigDecimal sellable,
        BigDecimal damaged,
        BigDecimal qualityHold,
        BigDecimal display,
        BigDecimal claimed,
        long sequence,
        Instant changedAt,
        @Nullable Instant countedAt) {

    /** One whose counts are not asked for. */
    public Balance(
            String sku,
            String location,
            BigDecimal sellable,
            BigDecimal damaged,
            BigDecimal qualityHold,
            BigDecimal display,
            BigDecimal claimed,
            long sequence,
            Instant changedAt) {
        this(sku, location, sellable, damaged, qualityHold, display, claimed, sequence, changedAt, null);
    }

    /** One that nobody posted to. */
    static Balance none(String sku, String location) {
        BigDecimal none = BigDecimal.ZERO;
        return new Balance(sku, location, none, none, none, none, none, 0, Instant.EPOCH);
    }

    /** The same with other figures to promise from. */
    Balance with(BigDecimal toSell, BigDecimal promised) {
        return new Balance(
                sku, location, toSell, damaged, qualityHold, display, promised, sequence, changedAt, countedAt);
    }

    /** Physically there: the sum of the buckets. May be negative: goods were sold that the records do not know. */
    public BigDecimal onHand() {
        return sellable.add(damaged).add(qualityHold).add(display);
    }

    /** The same under the next sequence, because what is told of it changes although it does not. */
    public Balance next() {
        return new Balance(sku, location, sellable, damaged, qualityHold, display, claimed, sequence + 1, changedAt);
    }
}
