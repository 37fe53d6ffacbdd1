package io.tillbridge.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An item whose cells changed.
 *
 * @param cells all that it has now, as {@link ItemText} writes them
 * @param sequence grows with every change
 * @param systems that changed it; empty when a person did
 */
public record ItemChange(
        String sku, Map<ItemField, String> cells, long sequence, Instant occurredAt, Set<String> systems) {

    public ItemChange {
        cells = Map.copyOf(cells);
        systems = Set.copyOf(systems);
    }
}
