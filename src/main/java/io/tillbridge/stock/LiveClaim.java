package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A claim as it stands now.
 *
 * @param key names the promise, such as {@code order|shop|1001|line-1}
 * @param quantity still promised; zero when the claim has ended
 * @param messageId the message that changed it last
 */
public record LiveClaim(
        String key, String sku, String location, BigDecimal quantity, UUID messageId, Instant updatedAt) {}
