package io.tillbridge.canonical;

/** Canonical JSON lacks a cell that the books need, or has one they cannot read or hold. The mapping or what it was given is at fault. */
public final class InvalidCanonicalEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String at;

    /** A cell that the mapping must give otherwise: {@code invalid_canonical_event}. */
    public InvalidCanonicalEvent(String at, String message) {
        this("invalid_canonical_event", at, message);
    }

    InvalidCanonicalEvent(String code, String at, String message) {
        super(message);
        this.code = code;
        this.at = at;
    }

    /** The same, of a cell below this one, such as {@code lines[0]}. */
    InvalidCanonicalEvent below(String path) {
        return new InvalidCanonicalEvent(code, path + "." + at, String.valueOf(getMessage()));
    }

    /** Stable, lower case with underscores. */
    public String code() {
        return code;
    }

    /** The cell, such as {@code lines[0].quantity}. */
    public String at() {
        return at;
    }
}
