package io.tillbridge.posting;

/**
 * Posting cannot go on now; the batch stays where it came from. Documents of it may be posted already: offered again, they
 * change nothing.
 */
final class PostingPaused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostingPaused(String message, Throwable cause) {
        super(message, cause);
    }
}
