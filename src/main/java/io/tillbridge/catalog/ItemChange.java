package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import java.util.Map;
import java.util.Set;

/**
 * An item whose cells changed.
 *
 * @param cells all that it has now, as {@link ItemText} writes them
 * @param sequence grows with every change
 * @param cause the last that changed it
 * @param systems all that changed it
 */
public record ItemChange(
        String sku, Map<ItemField, String> cells, long sequence, ItemUpserted cause, Set<String> systems) {

    public ItemChange {
        cells = Map.copyOf(cells);
        systems = Set.copyOf(systems);
    }
}
