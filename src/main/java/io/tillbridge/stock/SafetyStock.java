package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of an item a location keeps back from promises. A policy, not stock: it changes what may be sold and never
 * what is there. The most specific row counts: item and location, then item, then location, then the row for all.
 */
public final class SafetyStock {

    private static final String ALL = "*";

    private final Map<String, Map<String, BigDecimal>> units;

    private SafetyStock(Map<String, Map<String, BigDecimal>> units) {
        this.units = units;
    }

    /**
     * One row.
     *
     * @param sku an item or {@code *}
     * @param location a location or {@code *}
     * @param units kept back, in the item's base unit, zero or more
     */
    public record Row(String sku, String location, BigDecimal units) {
        public Row {
            if (units.signum() < 0) {
                throw new IllegalArgumentException(
                        "safety stock of " + sku + " at " + location + " is " + units + "; expected zero or more");
            }
        }
    }

    /** Nothing is kept back. */
    public static SafetyStock none() {
        return of(List.of());
    }

    public static SafetyStock of(List<Row> rows) {
        Map<String, Map<String, BigDecimal>> units = new HashMap<>();
        for (Row row : rows) {
            units.computeIfAbsent(row.sku(), sku -> new HashMap<>()).put(row.location(), row.units());
        }
        return new SafetyStock(units);
    }

    /** What is kept back: the units of the {@link #rule}, zero when there is none. */
    public BigDecimal units(String sku, String location) {
        Row rule = rule(sku, location);
        return rule == null ? BigDecimal.ZERO : rule.units();
    }

    /** The row that counts for an item at a location; null when none does. */
    public @Nullable Row rule(String sku, String location) {
        Row found = row(sku, location);
        found = found == null ? row(sku, ALL) : found;
        found = found == null ? row(ALL, location) : found;
        return found == null ? row(ALL, ALL) : found;
    }

    private @Nullable Row row(String sku, String location) {
        BigDecimal found = units.getOrDefault(sku, Map.of()).get(location);
        return found == null ? null : new Row(sku, location, found);
    }
}
