package io.tillbridge.reservation;

import io.tillbridge.stock.LocationKind;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fulfilment types there are. */
public final class FulfilmentRules {

    private final Map<String, Fulfilment> types = new TreeMap<>();
    private final String otherwise;
    private final BreakRules breaks;

    FulfilmentRules(Collection<Fulfilment> types, String otherwise, BreakRules breaks) {
        types.forEach(type -> this.types.put(type.name(), type));
        this.otherwise = otherwise;
        this.breaks = breaks;
    }

    /** The type of that name, or the default one when none is named; null when there is none. */
    @Nullable
    Fulfilment find(@Nullable String name) {
        return types.get(name == null ? otherwise : name);
    }

    /** The type a reservation was made under; the default one when it is gone from the file. */
    public Fulfilment of(String name) {
        Fulfilment found = types.getOrDefault(name, types.get(otherwise));
        if (found == null) {
            throw new IllegalStateException("the default fulfilment type was read with the others");
        }
        return found;
    }

    /** The default type. */
    public Fulfilment usual() {
        return of(otherwise);
    }

    /** What is done about promises that cannot be kept. */
    public BreakRules breaks() {
        return breaks;
    }

    /** Types whose location may be chosen for the order: after it, or of those that are near the customer. */
    public Set<String> routed() {
        return types.values().stream()
                .filter(type -> type.location() != Fulfilment.LocationFixed.AT_ONCE || type.zoned())
                .map(Fulfilment::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Types that only locations near the customer serve. */
    public Set<String> zoned() {
        return types.values().stream()
                .filter(Fulfilment::zoned)
                .map(Fulfilment::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Types that never hold own stock: nothing is asked of a location for them. */
    public Set<String> unheld() {
        return types.values().stream()
                .filter(type -> !type.holds())
                .map(Fulfilment::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** By type, the kinds of location that may serve it. */
    public Map<String, Set<LocationKind>> served() {
        return types.values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Fulfilment::name, type -> type.sources().kinds()));
    }

    /** Sorted. */
    public Collection<String> names() {
        return types.keySet();
    }
}
