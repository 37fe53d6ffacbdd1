package io.tillbridge.canonical;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of the assortment and one system's ids for it.
 *
 * @param gtin GTIN-14, zero-padded
 * @param more what else the system says of it
 * @param references the ids by which the system knows it, by kind of cross reference
 */
public record ItemUpserted(
        String system,
        String id,
        String sku,
        @Nullable String name,
        @Nullable String gtin,
        More more,
        Revision revision,
        List<Reference> references,
        Instant occurredAt)
        implements CanonicalEvent {

    public ItemUpserted {
        references = List.copyOf(references);
    }

    public record Reference(String kind, String remoteId) {}

    /**
     * Cells that most systems leave out. A list that is null was not said; an empty one was.
     *
     * @param kind {@code simple}, {@code variant}, {@code bundle} or {@code kit}
     * @param parent SKU of the item a variant belongs to
     * @param cost of one base unit
     */
    public record More(
            @Nullable String category,
            @Nullable String unit,
            @Nullable String kind,
            @Nullable String parent,
            @Nullable List<Option> options,
            @Nullable List<Component> components,
            @Nullable List<Code> codes,
            @Nullable String taxCategory,
            @Nullable String abcClass,
            @Nullable Amount cost) {

        /** Nothing said. */
        public static final More NOTHING = new More(null, null, null, null, null, null, null, null, null, null);
    }

    /** What tells a variant from its siblings, such as size M. */
    public record Option(String name, String value) {}

    /**
     * What a bundle or kit holds.
     *
     * @param quantity base units in one, as plain decimal text above zero
     */
    public record Component(String sku, String quantity) {}

    /**
     * A code beside the GTIN.
     *
     * @param code as the system writes it
     * @param units base units in what has the code, as plain decimal text above zero
     * @param unit name of the pack; null when it has none
     */
    public record Code(String code, String units, @Nullable String unit) {}

    @Override
    public EventType type() {
        return EventType.ITEM_UPSERTED;
    }

    @Override
    public String businessKey() {
        return sku;
    }
}
