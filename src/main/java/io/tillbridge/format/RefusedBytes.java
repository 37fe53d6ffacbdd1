package io.tillbridge.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Carries an {@link UnreadableDocument} out of a stream, which may throw nothing else. */
final class RefusedBytes extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedBytes(UnreadableDocument cause) {
        super(cause);
    }

    /** What is wrong with the document when that is why a reader failed; null when reading itself failed. */
    static @Nullable UnreadableDocument within(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UnreadableDocument unreadable) {
                return unreadable;
            }
        }
        return null;
    }
}
