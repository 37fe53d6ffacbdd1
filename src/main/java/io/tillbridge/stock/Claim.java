package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise on stock: what a claim held before and what it holds from now on. Claims are not stock; the claimed total of
 * an item at a location is the sum of its live claims.
 *
 * @param key names the promise, such as {@code order|shop|1001|line-1}
 * @param before location and quantity held until now; null for a new claim
 * @param quantity held from now on; zero ends the claim
 */
public record Claim(
        UUID messageId,
        String key,
        String sku,
        String location,
        BigDecimal quantity,
        @Nullable Before before) {

    /** What the claim held until now. */
    public record Before(String sku, String location, BigDecimal quantity) {}
}
