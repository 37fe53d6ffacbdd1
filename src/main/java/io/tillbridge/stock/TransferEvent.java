package io.tillbridge.stock;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of a transfer beside the goods that it moves.
 *
 * @param messageId of the event; of a closing by a person an id of its own
 * @param closes nothing more is expected: what is missing then is lost
 * @param closedBy the person who closed it; null: the source said so
 * @param why the reason for the closing, in their words
 */
public record TransferEvent(
        TransferKey key,
        Kind kind,
        UUID messageId,
        @Nullable String from,
        @Nullable String to,
        Instant occurredAt,
        boolean closes,
        @Nullable String closedBy,
        @Nullable String why) {

    /** What happened. */
    public enum Kind {
        SENT,
        RECEIVED,
        CLOSED
    }
}
