package io.tillbridge.posting;

import io.tillbridge.posting.SoldBundle.Part;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The bundles of one order, sale or return. Immutable: an input of what it does to stock, as its lines are. */
final class SoldBundles {

    static final SoldBundles NONE = new SoldBundles(Map.of());

    private final Map<String, SoldBundle> bundles;

    SoldBundles(Map<String, SoldBundle> bundles) {
        this.bundles = new TreeMap<>(bundles);
    }

    boolean none() {
        return bundles.isEmpty();
    }

    /** Null for an item that is none. */
    @Nullable
    SoldBundle of(String sku) {
        return bundles.get(sku);
    }

    /** Goods that leave, one after the other. */
    Leaving leaving(Map<StockKey, BigDecimal> before) {
        return new Leaving(before);
    }

    /** Says of goods that leave what they are on the shelf, and remembers that they have left. */
    final class Leaving {

        private final Map<StockKey, BigDecimal> left;

        private Leaving(Map<StockKey, BigDecimal> before) {
            left = bundles.isEmpty() ? Map.of() : new HashMap<>(before);
        }

        /** Some of an item that leave a location; below zero: they did not, or come back. */
        List<Part> of(StockKey from, BigDecimal quantity) {
            SoldBundle bundle = bundles.get(from.sku());
            if (bundle == null) {
                return List.of(new Part(from.sku(), quantity));
            }
            BigDecimal before = left.getOrDefault(from, BigDecimal.ZERO);
            left.put(from, before.add(quantity));
            return bundle.parts(from.location(), before, quantity);
        }
    }
}
