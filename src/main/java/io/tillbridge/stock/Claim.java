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
 * @param behind who was promised it, and where that stands
 */
public record Claim(
        UUID messageId,
        String key,
        String sku,
        String location,
        BigDecimal quantity,
        @Nullable Before before,
        Behind behind) {

    /** What the claim held until now. */
    public record Before(String sku, String location, BigDecimal quantity) {}

    /** A reservation's line from now on. */
    public static Claim of(UUID cause, @Nullable ReservedLine before, ReservedLine line) {
        return new Claim(
                cause,
                line.id().key(),
                line.id().sku(),
                line.location(),
                line.open(),
                before == null ? null : new Before(before.id().sku(), before.location(), before.open()),
                new Behind.Reserved(line));
    }

    /** The same, because of a message. */
    public Claim by(UUID message) {
        return new Claim(message, key, sku, location, quantity, before, behind);
    }
}
