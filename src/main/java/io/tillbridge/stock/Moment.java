package io.tillbridge.stock;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What figures depend on beside balances and rules.
 *
 * @param at the instant they are for
 * @param conditions that hold then
 * @param traits by SKU, of the items that are asked about; one that is missing has none
 * @param stale by location, of those whose source was not read for too long
 */
public record Moment(Instant at, Set<String> conditions, Map<String, Traits> traits, Map<String, Staleness> stale) {

    public Moment {
        conditions = Set.copyOf(conditions);
        traits = Map.copyOf(traits);
        stale = Map.copyOf(stale);
    }

    /** An instant at which no condition holds, for items without traits. */
    public static Moment plain(Instant at) {
        return new Moment(at, Set.of(), Map.of(), Map.of());
    }

    Traits traits(String sku) {
        return traits.getOrDefault(sku, Traits.UNKNOWN);
    }
}
