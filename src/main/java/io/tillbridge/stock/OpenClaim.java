package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise that counts now.
 *
 * @param kind as it is recorded, such as a hold of a cart or one of an order
 * @param location where, or {@link NetworkAvailability#UNASSIGNED}
 * @param connection whose cart or order stands behind it; null for promises older than that is known
 * @param reference the cart's or order's id there
 * @param expiresAt when a hold ends by itself
 * @param messageId that changed it last; of a cart that asks over the API its reservation
 */
public record OpenClaim(
        String key,
        String kind,
        String state,
        String location,
        BigDecimal quantity,
        @Nullable String connection,
        @Nullable String reference,
        @Nullable String channel,
        @Nullable Instant expiresAt,
        UUID messageId) {}
