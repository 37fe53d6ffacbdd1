package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A claim as it stands now.
 *
 * @param key names the promise, such as {@code order|shop|1001|line-1}
 * @param state a word of {@link ClaimState}
 * @param quantity still promised, in the item's base unit; zero when the claim has ended
 * @param messageId the message that changed it last
 */
public record LiveClaim(
        String key, String sku, String location, String state, BigDecimal quantity, UUID messageId, Instant updatedAt) {

    /** Whether it counts. */
    public boolean open() {
        return quantity.signum() > 0;
    }
}
