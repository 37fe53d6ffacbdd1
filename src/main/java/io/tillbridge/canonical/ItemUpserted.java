package io.tillbridge.canonical;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of the assortment and one system's ids for it.
 *
 * @param gtin GTIN-14, zero-padded
 * @param references the ids by which the system knows it, by kind of cross reference
 */
public record ItemUpserted(
        String system,
        String id,
        String sku,
        @Nullable String name,
        @Nullable String gtin,
        Revision revision,
        List<Reference> references,
        Instant occurredAt)
        implements CanonicalEvent {

    public ItemUpserted {
        references = List.copyOf(references);
    }

    public record Reference(String kind, String remoteId) {}

    @Override
    public EventType type() {
        return EventType.ITEM_UPSERTED;
    }

    @Override
    public String businessKey() {
        return sku;
    }
}
