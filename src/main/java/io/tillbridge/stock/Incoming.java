package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Goods that are to come.
 *
 * @param kind {@code notice}, {@code transfer} or {@code purchase_order}
 * @param reference {@code system|id}; of a purchase order its number
 * @param location where to, or {@link #UNPLACED}
 * @param quantity still to come, above zero
 * @param counted what of it is relied on, in whole units
 */
public record Incoming(
        String kind,
        String reference,
        String sku,
        String location,
        LocalDate on,
        BigDecimal quantity,
        BigDecimal counted) {

    /** Stands for a location that is not told; no rule of a location is for it. */
    public static final String UNPLACED = "unplaced";
}
