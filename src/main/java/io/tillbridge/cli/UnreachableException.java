package io.tillbridge.cli;

import org.jspecify.annotations.Nullable;

/** The hub cannot be reached; the message says where it was looked for. Exit code 3. */
final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
