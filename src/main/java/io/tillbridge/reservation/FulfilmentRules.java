package io.tillbridge.reservation;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
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

    /** Sorted. */
    public Collection<String> names() {
        return types.keySet();
    }
}
