package io.tillbridge.posting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bundle was when it was first promised or sold under a subject; it stays that, whatever the item master says later.
 *
 * @param components base units of each in one
 * @param built by location, how many are of what was built beforehand; all others are made of components
 */
record SoldBundle(String sku, Map<String, BigDecimal> components, Map<String, BigDecimal> built) {

    SoldBundle {
        components = Collections.unmodifiableMap(new TreeMap<>(components));
        built = Collections.unmodifiableMap(new TreeMap<>(built));
    }

    /** Goods as they lie on the shelf, in base units; below zero: they come back. */
    record Part(String sku, BigDecimal quantity) {}

    /** How many at a location are of what was built. */
    BigDecimal built(String location) {
        return built.getOrDefault(location, BigDecimal.ZERO);
    }

    /** The same with what was decided of one more location. */
    SoldBundle with(String location, BigDecimal ofBuilt) {
        Map<String, BigDecimal> all = new TreeMap<>(built);
        all.put(location, ofBuilt);
        return new SoldBundle(sku, components, all);
    }

    /**
     * What some of it are on the shelf: built ones go first.
     *
     * @param before how many have left the location already
     */
    List<Part> parts(String location, BigDecimal before, BigDecimal quantity) {
        BigDecimal ofBuilt = within(before.add(quantity), built(location)).subtract(within(before, built(location)));
        List<Part> parts = new ArrayList<>(made(quantity.subtract(ofBuilt)));
        if (ofBuilt.signum() != 0) {
            parts.add(new Part(sku, ofBuilt));
        }
        return parts;
    }

    /** The components of some. */
    List<Part> made(BigDecimal quantity) {
        List<Part> parts = new ArrayList<>();
        if (quantity.signum() != 0) {
            components.forEach((component, per) -> parts.add(new Part(component, quantity.multiply(per))));
        }
        return parts;
    }

    private static BigDecimal within(BigDecimal left, BigDecimal ofBuilt) {
        return left.min(ofBuilt).max(BigDecimal.ZERO);
    }
}
