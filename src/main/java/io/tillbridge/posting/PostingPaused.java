package io.tillbridge.posting;

/**
 * Posting cannot go on now; the batch stays where it came from. Documents of it may be posted already: offered again, they
 * change nothing.
 */
final class PostingPaused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason for the log, such as {@code database_away}; the operations manual says what to do */
    PostingPaused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
