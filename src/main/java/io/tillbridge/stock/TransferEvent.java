package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of a transfer beside the goods that it moves.
 *
 * @param messageId of the event; of a closing by a person an id of its own
 * @param closes nothing more is expected: what is missing then is lost
 * @param closedBy the person who closed it; null: the source said so
 * @param why the reason for the closing, in their words
 * @param committed what is to be sent, by SKU
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
        @Nullable String why,
        Map<String, BigDecimal> committed) {

    public TransferEvent {
        committed = Map.copyOf(committed);
    }

    /** One that promises nothing. */
    public TransferEvent(
            TransferKey key,
            Kind kind,
            UUID messageId,
            @Nullable String from,
            @Nullable String to,
            Instant occurredAt,
            boolean closes,
            @Nullable String closedBy,
            @Nullable String why) {
        this(key, kind, messageId, from, to, occurredAt, closes, closedBy, why, Map.of());
    }

    /** What happened. */
    public enum Kind {
        COMMITTED,
        SENT,
        RECEIVED,
        CLOSED
    }
}
