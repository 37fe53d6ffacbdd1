package io.tillbridge.canonical;

/** Canonical JSON lacks a cell that the books need, or has one they cannot read. The mapping is at fault. */
public final class InvalidCanonicalEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String at;

    public InvalidCanonicalEvent(String at, String message) {
        super(message);
        this.at = at;
    }

    /** The cell. */
    public String at() {
        return at;
    }
}
