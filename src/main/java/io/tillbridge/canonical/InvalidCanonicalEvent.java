package io.tillbridge.canonical;

/** Canonical JSON lacks a cell that the books need, or has one they cannot read or hold. The mapping is at fault. */
public final class InvalidCanonicalEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String at;

    public InvalidCanonicalEvent(String at, String message) {
        super(message);
        this.at = at;
    }

    /** The same, seen from what holds the cell: {@code sku} in {@code lines[2]} is {@code lines[2].sku}. */
    InvalidCanonicalEvent within(String place) {
        return new InvalidCanonicalEvent(place + "." + at, String.valueOf(getMessage()));
    }

    /** The cell, such as {@code lines[2].sku}. */
    public String at() {
        return at;
    }
}
