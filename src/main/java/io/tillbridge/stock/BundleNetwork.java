package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all locations together may promise of a bundle.
 *
 * @param own figures of the bundle's own balances: what was built, and what is promised of it
 * @param parts those of each component, by SKU
 */
public record BundleNetwork(Bundle bundle, NetworkAvailability own, Map<String, NetworkAvailability> parts) {

    public BundleNetwork {
        parts = Map.copyOf(parts);
    }

    /** The bundle's balances, and empty ones at locations that have some component. */
    public static List<Balance> places(String sku, List<Balance> own, Iterable<Balance> ofComponents) {
        List<Balance> places = new ArrayList<>(own);
        Set<String> known = new HashSet<>();
        own.forEach(balance -> known.add(balance.location()));
        for (Balance part : ofComponents) {
            if (!part.location().equals(NetworkAvailability.UNASSIGNED) && known.add(part.location())) {
                BigDecimal none = BigDecimal.ZERO;
                places.add(new Balance(sku, part.location(), none, none, none, none, none, 0, part.changedAt()));
            }
        }
        return places;
    }

    /** Whole bundles that can be made at a location. */
    public BigDecimal buildable(String location) {
        Map<String, BigDecimal> available = new HashMap<>();
        parts.forEach((sku, part) -> part.locations().stream()
                .filter(one -> one.balance().location().equals(location))
                .forEach(one -> available.put(sku, one.here())));
        return bundle.buildable(sku -> available.getOrDefault(sku, BigDecimal.ZERO));
    }

    /** What may be sold at a location. */
    public BigDecimal available(Availability at) {
        return Bundle.available(at, buildable(at.balance().location()));
    }

    /** What the locations may promise, each never below zero. */
    public BigDecimal sum() {
        return own.locations().stream().map(this::available).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** From the network: no more than what is built and can be made of what the network may promise of the components. */
    public BigDecimal available() {
        BigDecimal makeable = bundle.buildable(sku -> {
            NetworkAvailability part = parts.get(sku);
            return part == null ? BigDecimal.ZERO : part.available();
        });
        return own.capped(
                sum().min(own.sum().add(makeable)).subtract(own.unassigned()).max(BigDecimal.ZERO));
    }
}
