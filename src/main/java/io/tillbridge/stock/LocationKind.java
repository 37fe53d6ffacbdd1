package io.tillbridge.stock;

/** What a location is, as {@code config/locations.yaml} says: it decides which fulfilment types it may serve. */
public enum LocationKind {
    STORE,
    WAREHOUSE,
    /** A partner's own stock, such as that in a marketplace's warehouses. */
    PARTNER
}
