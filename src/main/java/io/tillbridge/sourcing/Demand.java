package io.tillbridge.sourcing;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be placed.
 *
 * @param serving locations that serve the order already: another line from there is no further parcel
 * @param draws whether buffers and safety stock may be drawn on where nothing else is there
 */
public record Demand(List<Line> lines, Set<String> serving, boolean draws) {

    public Demand {
        lines = List.copyOf(lines);
        serving = Set.copyOf(serving);
    }

    /**
     * One line.
     *
     * @param quantity without a location, above zero, in the item's base unit
     * @param notFrom locations where it was not found
     */
    public record Line(String id, String sku, BigDecimal quantity, Set<String> notFrom) {

        public Line {
            notFrom = Set.copyOf(notFrom);
        }
    }

    /** How much of each line is still to be placed. */
    Map<String, BigDecimal> quantities() {
        Map<String, BigDecimal> open = new LinkedHashMap<>();
        lines.forEach(line -> open.put(line.id(), line.quantity()));
        return open;
    }
}
