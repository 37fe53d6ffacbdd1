package io.tillbridge.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The price of an item from a time on.
 *
 * @param effectiveTo when it ends; null when it lasts until another one begins
 * @param list price list; null for the usual one
 * @param store location whose price it is; null for all
 * @param revision the source's version of this price; null when it has none
 * @param cancelled the source takes it back: it does not count, from now on or ever
 */
public record PriceChanged(
        String system,
        String sku,
        Instant effectiveFrom,
        @Nullable Instant effectiveTo,
        Amount price,
        @Nullable Boolean taxIncluded,
        @Nullable String list,
        @Nullable String store,
        @Nullable Revision revision,
        boolean cancelled)
        implements CanonicalEvent {

    @Override
    public EventType type() {
        return EventType.PRICE_CHANGED;
    }

    @Override
    public String businessKey() {
        return sku;
    }

    @Override
    public Instant occurredAt() {
        return effectiveFrom;
    }
}
