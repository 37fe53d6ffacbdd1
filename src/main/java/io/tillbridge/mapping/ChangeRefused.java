package io.tillbridge.mapping;

import java.io.Serial;

/** A change of the active set that must not be: nothing was changed. */
public final class ChangeRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    ChangeRefused(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Stable, lower case with underscores; that of the rule where a rule of files refuses it. */
    public String code() {
        return code;
    }

    /** Why, and what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
