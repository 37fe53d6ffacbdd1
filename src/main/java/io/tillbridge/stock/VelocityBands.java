package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How fast items sell, by name.
 *
 * @param from by band, how many leave all locations together in a day at least
 */
public record VelocityBands(Map<String, BigDecimal> from) {

    /** There is none. */
    public static final VelocityBands NONE = new VelocityBands(Map.of());

    public VelocityBands {
        from = Map.copyOf(from);
    }

    /** Sorted. */
    public Set<String> names() {
        return new TreeSet<>(from.keySet());
    }

    /** The fastest band that an item reaches; null: none. */
    public @Nullable String of(BigDecimal daily) {
        String band = null;
        BigDecimal best = null;
        for (String name : names()) {
            BigDecimal least = from.getOrDefault(name, BigDecimal.ZERO);
            if (daily.compareTo(least) >= 0 && (best == null || least.compareTo(best) > 0)) {
                band = name;
                best = least;
            }
        }
        return band;
    }
}
