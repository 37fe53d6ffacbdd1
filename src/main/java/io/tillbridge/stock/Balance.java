package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is held of one item at one location after a posting.
 *
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
        Instant changedAt) {

    /** Physically there: the sum of the buckets. May be negative: goods were sold that the records do not know. */
    public BigDecimal onHand() {
        return sellable.add(damaged).add(qualityHold).add(display);
    }

    /** The same under the next sequence, because what is told of it changes although it does not. */
    public Balance next() {
        return new Balance(sku, location, sellable, damaged, qualityHold, display, claimed, sequence + 1, changedAt);
    }
}
