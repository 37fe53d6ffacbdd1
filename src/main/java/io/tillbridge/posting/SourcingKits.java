package io.tillbridge.posting;

import io.tillbridge.catalog.ItemComponents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the wanted items that are bundles are made of.
 *
 * @param components by bundle, how many of each component one of it takes
 */
record SourcingKits(Map<String, Map<String, BigDecimal>> components) {

    /** Of some items, as the item master says now. */
    static SourcingKits of(Connection tx, Set<String> skus) throws SQLException {
        return new SourcingKits(skus.isEmpty() ? Map.of() : ItemComponents.of(tx, skus));
    }

    /** The components of one; none of an item that is no bundle. */
    Map<String, BigDecimal> of(String sku) {
        return components.getOrDefault(sku, Map.of());
    }

    /** Items and what they are made of. */
    Set<String> with(Set<String> skus) {
        Set<String> all = new TreeSet<>(skus);
        skus.forEach(sku -> all.addAll(of(sku).keySet()));
        return all;
    }

    /**
     * How many whole ones can be made.
     *
     * @param has of a component
     */
    BigDecimal makes(String sku, Function<String, BigDecimal> has) {
        return of(sku).entrySet().stream()
                .map(part -> has.apply(part.getKey()).divide(part.getValue(), 0, RoundingMode.FLOOR))
                .min(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO)
                .max(BigDecimal.ZERO);
    }
}
