package io.tillbridge.sourcing;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A location that may serve an order.
 *
 * @param tier from 0, the first before the others
 * @param band how far it is; null: further than any that says it
 * @param late its cut-off of today has passed
 * @param leftOut why it serves nothing of this order, such as {@code closed}; null when it may
 * @param stock by SKU
 */
public record Candidate(
        String location,
        int tier,
        @Nullable Integer band,
        boolean late,
        @Nullable String leftOut,
        Map<String, Stock> stock) {

    public Candidate {
        stock = Map.copyOf(stock);
    }

    /**
     * What it has of an item.
     *
     * @param free beyond what is claimed, safety stock and buffer
     * @param all beyond what is claimed
     */
    public record Stock(BigDecimal free, BigDecimal all) {

        /** Nothing. */
        public static final Stock NONE = new Stock(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    Stock of(String sku) {
        return stock.getOrDefault(sku, Stock.NONE);
    }
}
