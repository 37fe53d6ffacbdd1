package io.tillbridge.sourcing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of {@code config/sourcing.yaml}. */
public final class SourcingRules {

    /** No order is sourced by the hub. */
    public static final SourcingRules NONE = new SourcingRules(Set.of(), List.of(), List.of(), List.of());

    private final Set<String> connections;
    private final List<Zone> zones;
    private final Map<String, Supply> supplies = new HashMap<>();
    private final List<SourcingRule> rules;

    /** @param connections whose orders leave it to the hub where they are served from */
    public SourcingRules(
            Set<String> connections, List<Zone> zones, Collection<Supply> supplies, List<SourcingRule> rules) {
        this.connections = Set.copyOf(connections);
        this.zones = List.copyOf(zones);
        supplies.forEach(supply -> this.supplies.put(supply.location(), supply));
        this.rules = List.copyOf(rules);
    }

    /** Whether the hub chooses locations for orders of a connection. */
    public boolean decideFor(String connection) {
        return connections.contains(connection);
    }

    /** The first rule for an order; null when none is for it. */
    public @Nullable SourcingRule rule(String connection, String channel, String type) {
        return rules.stream()
                .filter(rule -> rule.isFor(connection, channel, type))
                .findFirst()
                .orElse(null);
    }

    /** What a location can do. */
    public Supply supply(String location) {
        return supplies.getOrDefault(location, Supply.plain(location));
    }

    /** How far a location is from a destination; null: further than any that says it. */
    public @Nullable Integer band(String location, Destination destination) {
        Map<String, Integer> bands = supply(location).bands();
        return zones.stream()
                .filter(zone -> zone.has(destination))
                .map(zone -> bands.get(zone.name()))
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(null);
    }

    /**
     * Whether a location is too far for an order.
     *
     * @param band that of the location for the order's destination
     * @param near only locations that have a band serve the order, as far as zones are told of at all
     */
    public boolean tooFar(SourcingRule rule, @Nullable Integer band, boolean near) {
        if (band == null) {
            return rule.farthest() != null || (near && !zones.isEmpty());
        }
        return rule.farthest() != null && band > rule.farthest();
    }

    /** Locations that a rule may take from, sorted. */
    public static Set<String> locations(SourcingRule rule) {
        Set<String> locations = new TreeSet<>();
        rule.from().forEach(locations::addAll);
        return locations;
    }
}
