package io.tillbridge.stock;

import io.tillbridge.canonical.Trace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A positive quantity of one item from one (place, bucket) to another. Immutable; a mistake is corrected by another
 * movement.
 *
 * @param quantity in the item's base unit, greater than zero
 * @param reason the event behind it: sale, return, receipt, adjustment, count, shipment, transfer,
 *     transfer_loss, void; recon: the word of the location's own system; repost: it undoes another one
 * @param reverses the movement that it undoes; null when it undoes none
 * @param details what it carries beside; a reversal carries the same
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
        Instant occurredAt,
        @Nullable Long reverses,
        MovementDetails details) {

    /** One that carries nothing beside. */
    public Movement(
            UUID messageId,
            String sku,
            BigDecimal quantity,
            Place from,
            Bucket fromBucket,
            Place to,
            Bucket toBucket,
            String reason,
            Instant occurredAt,
            @Nullable Long reverses) {
        this(
                messageId,
                sku,
                quantity,
                from,
                fromBucket,
                to,
                toBucket,
                reason,
                occurredAt,
                reverses,
                MovementDetails.NONE);
    }

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
                ? new Movement(messageId, sku, signed, other, bucket, location, bucket, reason, occurredAt, null)
                : new Movement(
                        messageId, sku, signed.negate(), location, bucket, other, bucket, reason, occurredAt, null);
    }

    /** The opposite of a movement: both together move nothing. */
    public static Movement reversing(LedgerEntry entry) {
        return new Movement(
                entry.messageId(),
                entry.sku(),
                entry.quantity(),
                new Place(entry.toPlace()),
                Bucket.of(entry.toBucket()),
                new Place(entry.fromPlace()),
                Bucket.of(entry.fromBucket()),
                "repost",
                entry.occurredAt(),
                entry.id(),
                entry.details());
    }

    /** The same, carrying these. */
    public Movement with(MovementDetails carried) {
        return new Movement(
                messageId, sku, quantity, from, fromBucket, to, toBucket, reason, occurredAt, reverses, carried);
    }

    /** The same of goods of a lot, or of a piece. */
    public Movement of(Trace goods, BigDecimal some) {
        return new Movement(
                messageId, sku, some, from, fromBucket, to, toBucket, reason, occurredAt, reverses, details.of(goods));
    }

    /** What it adds to one bucket of one location; below zero when it takes away. */
    public BigDecimal change(StockKey key, Bucket bucket) {
        if (!sku.equals(key.sku())) {
            return BigDecimal.ZERO;
        }
        BigDecimal in = to.name().equals(key.location()) && toBucket == bucket ? quantity : BigDecimal.ZERO;
        return from.name().equals(key.location()) && fromBucket == bucket ? in.subtract(quantity) : in;
    }
}
