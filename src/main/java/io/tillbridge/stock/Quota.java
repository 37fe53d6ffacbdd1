package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many of an item a channel may sell between two instants, whatever there is.
 *
 * @param id names it in answers
 * @param scope of the items; each of them has the quota for itself
 * @param units in the item's base unit, zero or more
 * @param from the beginning of an hour
 * @param to the first instant at which it counts no more, the beginning of an hour; null: for ever
 * @param author who answers for it
 */
public record Quota(
        String id,
        String channel,
        BufferRule.Scope scope,
        BigDecimal units,
        Instant from,
        @Nullable Instant to,
        String author) {

    /** An item in a channel. */
    public record Key(String channel, String sku) {}

    /**
     * How it stands.
     *
     * @param used accepted of the channel since its beginning, and held now
     */
    public record Standing(Quota quota, BigDecimal used) {

        /** Never below zero. */
        public BigDecimal left() {
            return quota.units().subtract(used).max(BigDecimal.ZERO);
        }
    }

    /** Whether it counts at an instant. */
    public boolean holds(Instant at) {
        return !at.isBefore(from) && (to == null || at.isBefore(to));
    }
}
