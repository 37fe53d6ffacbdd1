package io.tillbridge.stock;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The conditions that hold at an instant.
 *
 * @param everywhere names
 * @param local names by location, of those that hold there and not everywhere
 */
public record LiveConditions(Set<String> everywhere, Map<String, Set<String>> local) {

    public static final LiveConditions NONE = new LiveConditions(Set.of(), Map.of());

    public LiveConditions {
        everywhere = Set.copyOf(everywhere);
        local = Map.copyOf(local);
    }

    /** Those of some flags that hold at an instant. */
    public static LiveConditions of(Collection<ConditionFlag> flags, Instant at) {
        Set<String> everywhere = new HashSet<>();
        Map<String, Set<String>> local = new HashMap<>();
        for (ConditionFlag flag : flags) {
            String location = flag.key().location();
            if (flag.holds(at)) {
                (location == null ? everywhere : local.computeIfAbsent(location, place -> new HashSet<>()))
                        .add(flag.key().name());
            }
        }
        return new LiveConditions(everywhere, local);
    }

    /** Whether all of some names hold at a location. */
    public boolean hold(Set<String> names, String location) {
        Set<String> here = local.getOrDefault(location, Set.of());
        return names.stream().allMatch(name -> everywhere.contains(name) || here.contains(name));
    }

    /** For people, sorted: {@code storm}, or {@code storm@S1} where it holds at one location. */
    public Set<String> words() {
        Set<String> words = new TreeSet<>(everywhere);
        local.forEach((location, names) -> names.forEach(name -> words.add(name + "@" + location)));
        return words;
    }
}
