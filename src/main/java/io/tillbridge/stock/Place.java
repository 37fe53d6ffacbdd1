package io.tillbridge.stock;

import java.util.Set;

/**
 * Where stock is: a location (store or warehouse, by its own id) or one of the virtual places in which goods vanish from
 * sight. The sum over all places never changes.
 */
public record Place(String name) {

    public static final Place SUPPLIER = new Place("supplier");
    public static final Place CUSTOMER = new Place("customer");
    public static final Place IN_TRANSIT = new Place("in_transit");
    public static final Place LOSS = new Place("loss");

    private static final Set<String> VIRTUAL = Set.of(SUPPLIER.name, CUSTOMER.name, IN_TRANSIT.name, LOSS.name);

    public static Place location(String id) {
        if (VIRTUAL.contains(id)) {
            throw new IllegalArgumentException("'" + id + "' names a virtual place; a location needs another id");
        }
        return new Place(id);
    }

    /** Whether it is a location, which has a balance. */
    public boolean isLocation() {
        return !VIRTUAL.contains(name);
    }
}
