package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A positive quantity of one item from one (place, bucket) to another. Immutable; a mistake is corrected by another
 * movement.
 *
 * @param quantity in the item's base unit, greater than zero
 * @param reason the event behind it: sale, return, receipt, adjustment, count, shipment
 */
public record Movement(
        UUID messageId,
        String sku,
        BigDecimal quantity,
        Place from,
        Bucket fromBucket,
        Place to,
        Bucket toBucket,
        String reason,
        Instant occurredAt) {

    public Movement {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("a movement's quantity is positive, found " + quantity + " of " + sku);
        }
    }

    /**
     * Goods between a location's bucket and a virtual place.
     *
     * @param signed positive: into the location; negative: out of it; not zero
     */
    public static Movement between(
            UUID messageId,
            String sku,
            BigDecimal signed,
            Place location,
            Bucket bucket,
            Place other,
            String reason,
            Instant occurredAt) {
        return signed.signum() > 0
                ? new Movement(messageId, sku, signed, other, bucket, location, bucket, reason, occurredAt)
                : new Movement(messageId, sku, signed.negate(), location, bucket, other, bucket, reason, occurredAt);
    }
}
