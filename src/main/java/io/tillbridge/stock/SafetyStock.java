package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    public static SafetyStock of(List<Row> rows) {
        Map<String, Map<String, BigDecimal>> units = new HashMap<>();
        for (Row row : rows) {
            units.computeIfAbsent(row.sku(), sku -> new HashMap<>()).put(row.location(), row.units());
        }
        return new SafetyStock(units);
    }

    public BigDecimal units(String sku, String location) {
        Map<String, BigDecimal> own = units.getOrDefault(sku, Map.of());
        Map<String, BigDecimal> all = units.getOrDefault(ALL, Map.of());
        BigDecimal found = own.get(location);
        found = found == null ? own.get(ALL) : found;
        found = found == null ? all.get(location) : found;
        found = found == null ? all.get(ALL) : found;
        return found == null ? BigDecimal.ZERO : found;
    }
}
