package io.tillbridge.stock;

/** How long the source of a location's stock was not read. */
public enum Staleness {
    /** Too long to know the figure: what was told last stays, and may only fall. */
    KEPT,
    /** So long that zero is told. */
    FLOORED
}
