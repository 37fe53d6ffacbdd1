package io.tillbridge.security;

/**
 * A secret that a connection names is not there. The message says where it was looked for; code {@code secret_missing}.
 * Carries no stack: every webhook of the flow meets it.
 */
public final class MissingSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MissingSecretException(String message) {
        super(message, null, false, false);
    }

    /** Stable code of this failure. */
    public String code() {
        return "secret_missing";
    }
}
