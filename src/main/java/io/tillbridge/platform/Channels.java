package io.tillbridge.platform;

/** The broker addresses that the hub itself owns, each an anycast queue of the same name. */
public final class Channels {

    /** Push documents accepted and not yet posted. */
    public static final String INTAKE = "tillbridge.intake";

    /** Last resort for what could not even be recorded as a dead letter in PostgreSQL. */
    public static final String DEAD = "tillbridge.dead";

    private Channels() {}
}
