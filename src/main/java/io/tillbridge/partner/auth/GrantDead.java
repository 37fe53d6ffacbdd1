package io.tillbridge.partner.auth;

import java.io.IOException;
import java.io.Serial;

/** The partner takes our grant no longer: asking again is useless until a person gives another. The message names no secret. */
public final class GrantDead extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    GrantDead(String message) {
        super(message);
    }

    GrantDead(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
