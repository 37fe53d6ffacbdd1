package io.tillbridge.posting;

/** Posting cannot go on now and has changed nothing; the batch stays where it came from. */
final class PostingPaused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostingPaused(String message, Throwable cause) {
        super(message, cause);
    }
}
