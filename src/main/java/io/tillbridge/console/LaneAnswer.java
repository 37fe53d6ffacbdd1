package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.delivery.LaneView;
import io.tillbridge.mapping.ExactJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one destination should hold, and what it was told.
 *
 * @param deliveredSequence the state it holds for certain; 0 for none
 * @param desired the canonical event it should hold next; absent for a lane that tells every event
 * @param messageId the message that set the desired state
 * @param waitingOn the missing thing it is held on
 * @param confirmation {@code awaited, confirmed, overdue}; absent when nothing confirms what the destination was told
 */
record LaneAnswer(
        String destination,
        String key,
        String eventType,
        String state,
        long sequence,
        long deliveredSequence,
        @Nullable Instant deliveredAt,
        @Nullable JsonNode desired,
        UUID messageId,
        int attempts,
        @Nullable Instant failedSince,
        @Nullable Instant retryAt,
        @Nullable String waitingOn,
        @Nullable UUID deliveryId,
        @Nullable String confirmation) {

    static LaneAnswer of(LaneView lane) {
        return new LaneAnswer(
                lane.destination(),
                lane.key(),
                lane.eventType(),
                lane.state(),
                lane.sequence(),
                lane.deliveredSequence(),
                lane.deliveredAt(),
                lane.desired().isEmpty() ? null : ExactJson.parse(lane.desired()),
                lane.messageId(),
                lane.attempts(),
                lane.failedSince(),
                lane.retryAt(),
                lane.waitingOn(),
                lane.deliveryId(),
                lane.confirmation());
    }
}
