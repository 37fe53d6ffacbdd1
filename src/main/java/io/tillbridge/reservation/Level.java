package io.tillbridge.reservation;

import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One balance as a round begins.
 *
 * @param claimed without the holds that have expired
 * @param safetyStock kept back from new promises
 */
public record Level(StockKey key, BigDecimal sellable, BigDecimal claimed, BigDecimal safetyStock) {

    /** What rules look at; which buckets else there are does not matter to a promise. */
    Balance balance() {
        BigDecimal none = BigDecimal.ZERO;
        return new Balance(key.sku(), key.location(), sellable, none, none, none, claimed, 0, Instant.EPOCH);
    }
}
