package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.catalog.CrossReferences.Older;

/** What a person must look at about an item that a system named; the rest of it was recorded. */
public sealed interface ItemDoubt {

    /** The item as its system said it. */
    ItemUpserted item();

    /**
     * The item was recorded without its GTIN.
     *
     * @param owner SKU of the item that has the GTIN
     */
    record GtinTaken(ItemUpserted item, String gtin, String owner) implements ItemDoubt {}

    /**
     * An id is in use although another one of the same system, linked later, stands for the same SKU.
     *
     * @param alive names the one linked last too, which deliveries tell
     */
    record SeveralIds(ItemUpserted item, Older alive) implements ItemDoubt {}
}
