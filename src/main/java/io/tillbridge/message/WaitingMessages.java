package io.tillbridge.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of one connection is not posted yet.
 *
 * @param ready accepted and not yet taken up, including those whose time has not come
 * @param oldest arrival of the oldest of them all; null when nothing waits
 */
public record WaitingMessages(
        String connection,
        long ready,
        long fetching,
        long held,
        @Nullable Instant oldest) {

    /** A connection nothing of which waits. */
    public static WaitingMessages none(String connection) {
        return new WaitingMessages(connection, 0, 0, 0, null);
    }
}
