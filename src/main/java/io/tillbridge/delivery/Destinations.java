package io.tillbridge.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The destinations that run on this node, by plan id. */
final class Destinations {

    private final Map<String, Destination> byPlan = new ConcurrentHashMap<>();

    void add(Destination destination) {
        byPlan.put(destination.plan(), destination);
    }

    void remove(String plan) {
        byPlan.remove(plan);
    }

    @Nullable
    Destination find(String plan) {
        return byPlan.get(plan);
    }

    Collection<Destination> all() {
        return byPlan.values();
    }
}
