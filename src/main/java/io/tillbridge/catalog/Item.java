package io.tillbridge.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item of the master.
 *
 * @param cells as {@link ItemText} writes them; empty cells are absent
 * @param codes beside its GTIN, whoever set them
 * @param locked fields that no system changes
 * @param mergedInto SKU of the item that it turned out to be
 */
public record Item(
        String sku,
        Map<ItemField, String> cells,
        List<ItemCode> codes,
        List<ItemField> locked,
        @Nullable String mergedInto,
        Instant updatedAt) {

    public Item {
        cells = Map.copyOf(cells);
        codes = List.copyOf(codes);
        locked = List.copyOf(locked);
    }

    /** A cell; empty when the item has none. */
    public Optional<String> cell(ItemField field) {
        return Optional.ofNullable(cells.get(field));
    }
}
