package io.tillbridge.cli;

/** A command was called in a way that cannot work; the message says what to give. Exit code 2. */
final class WrongCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongCallException(String message) {
        super(message);
    }
}
