package io.tillbridge.reservation;

import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What took goods that were promised.
 *
 * @param messageId the message, or the reservation, behind the movement
 * @param reason of the movement, such as sale or count
 */
public record Loss(UUID messageId, String reason, Instant occurredAt) {

    /** By item and location, of those where fewer may be sold after the movements than before: the one that took most. */
    static Map<StockKey, Loss> of(List<Movement> movements, Collection<StockKey> keys) {
        Set<StockKey> asked = new HashSet<>(keys);
        Map<StockKey, BigDecimal> change = new HashMap<>();
        Map<StockKey, Movement> greatest = new HashMap<>();
        for (Movement movement : movements) {
            StockKey from = new StockKey(movement.sku(), movement.from().name());
            StockKey to = new StockKey(movement.sku(), movement.to().name());
            if (movement.toBucket() == Bucket.SELLABLE && asked.contains(to)) {
                change.merge(to, movement.quantity(), BigDecimal::add);
            }
            if (movement.fromBucket() == Bucket.SELLABLE && asked.contains(from)) {
                change.merge(from, movement.quantity().negate(), BigDecimal::add);
                greatest.merge(
                        from, movement, (one, next) -> next.quantity().compareTo(one.quantity()) > 0 ? next : one);
            }
        }
        Map<StockKey, Loss> losses = new HashMap<>();
        greatest.forEach((key, movement) -> {
            if (change.getOrDefault(key, BigDecimal.ZERO).signum() < 0) {
                losses.put(key, new Loss(movement.messageId(), movement.reason(), movement.occurredAt()));
            }
        });
        return losses;
    }
}
