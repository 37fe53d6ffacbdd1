package io.tillbridge.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One lane as operators see it.
 *
 * @param state {@code due, in_flight, delivered, dead}
 * @param sequence of the state the destination should hold
 * @param messageId the message that set it
 * @param failedSince the first failure of what it wants; while it waits for something missing, since when it waits
 * @param retryAt not before; null when it may leave at once
 * @param waitingOn the missing thing it is held on
 * @param deliveryId the attempt under way
 * @param confirmation {@code awaited, confirmed, overdue}; null when nothing confirms what the destination was told
 */
public record LaneView(
        String destination,
        String key,
        String eventType,
        String state,
        long sequence,
        String desired,
        Instant occurredAt,
        UUID messageId,
        long deliveredSequence,
        @Nullable Instant deliveredAt,
        int attempts,
        @Nullable Instant failedSince,
        @Nullable Instant retryAt,
        @Nullable String waitingOn,
        @Nullable UUID deliveryId,
        @Nullable String confirmation) {}
