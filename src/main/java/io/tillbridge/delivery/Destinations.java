package io.tillbridge.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The destinations that are prepared or run on this node, by plan id. */
final class Destinations {

    private final Map<String, Destination> byPlan = new ConcurrentHashMap<>();
    private final Map<String, Destination> running = new ConcurrentHashMap<>();

    /** Its route may be built. */
    void add(Destination destination) {
        byPlan.put(destination.plan(), destination);
    }

    /** Its route runs. */
    void run(Destination destination) {
        running.put(destination.plan(), destination);
    }

    /** Its route is stopped, and may run again. */
    void rest(String plan) {
        running.remove(plan);
    }

    void remove(String plan) {
        running.remove(plan);
        byPlan.remove(plan);
    }

    @Nullable
    Destination find(String plan) {
        return byPlan.get(plan);
    }

    /** Those that run. */
    Collection<Destination> all() {
        return running.values();
    }
}
