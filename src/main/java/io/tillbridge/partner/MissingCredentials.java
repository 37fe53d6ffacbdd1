package io.tillbridge.partner;

import java.io.IOException;
import java.io.Serial;

/** A secret could not be read, so the call was not made. The message names the secret's reference, never a value. */
final class MissingCredentials extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    MissingCredentials(String message, Throwable cause) {
        super(message, cause);
    }
}
