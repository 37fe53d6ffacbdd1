package io.tillbridge.reservation;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise, or a part of one, that there are no goods for.
 *
 * @param claim its key
 * @param connection whose cart or order it is; null of claims from before that was known
 * @param reference the cart's or order's id there
 * @param reservation null of an order's
 * @param quantity of it, in the item's base unit
 * @param locations that have so much of it
 */
public record BrokenPromise(
        String claim,
        StockKey at,
        @Nullable String connection,
        @Nullable String reference,
        @Nullable String line,
        @Nullable UUID reservation,
        BigDecimal quantity,
        TieRule rule,
        @Nullable String spared,
        Loss cause,
        Instant foundAt,
        List<String> locations) {

    public BrokenPromise {
        locations = List.copyOf(locations);
    }
}
