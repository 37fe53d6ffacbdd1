package io.tillbridge.partner.auth;

import java.io.IOException;
import java.io.Serial;

/** There is no token now and there may be one later; the call it was for was not made. The message names no secret. */
public final class TokenUnavailable extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    TokenUnavailable(String message) {
        super(message);
    }

    TokenUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
