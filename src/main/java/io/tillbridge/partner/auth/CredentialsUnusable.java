package io.tillbridge.partner.auth;

import java.io.IOException;
import java.io.Serial;

/** A key, certificate or secret is missing or is not what it should be, so the call was not made. The message names no secret. */
public final class CredentialsUnusable extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    CredentialsUnusable(String message) {
        super(message);
    }

    public CredentialsUnusable(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
