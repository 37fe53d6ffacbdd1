package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.catalog.CrossReferences.Older;
import org.jspecify.annotations.Nullable;

/** What a person must look at about an item that a system named; the rest of it was recorded. */
public sealed interface ItemDoubt {

    /** The item as its system said it. */
    ItemUpserted item();

    /**
     * The item was recorded without a code of its own, its GTIN or a further one.
     *
     * @param owner SKU of the item that has the code
     */
    record GtinTaken(ItemUpserted item, String gtin, String owner) implements ItemDoubt {}

    /**
     * A system that does not own a field said something else of it than is recorded.
     *
     * @param said as {@link ItemText} writes it
     * @param has what is recorded and stays; null when nothing is
     */
    record NotOwner(
            ItemUpserted item,
            ItemField field,
            String said,
            @Nullable String has) implements ItemDoubt {}

    /**
     * An id is in use although another one of the same system, linked later, stands for the same SKU.
     *
     * @param alive names the one linked last too, which deliveries tell
     */
    record SeveralIds(ItemUpserted item, Older alive) implements ItemDoubt {}
}
