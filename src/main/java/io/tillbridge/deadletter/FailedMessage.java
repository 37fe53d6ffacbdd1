package io.tillbridge.deadletter;

import io.tillbridge.canonical.Failure;
import io.tillbridge.mapping.MappingVersion;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a stage gave up on. Names a message, or a lane, or carries the document that could not even become a message.
 *
 * @param failure stage, code, category, place and sentence
 * @param messageId the message that is dead, or that set the lane's state
 * @param laneKey the lane that is dead: ({@code connection.flow}, key); null for a message
 * @param eventType of a lane; failures to tell {@code dead_letter} events are not announced again
 * @param document raw bytes; null when the message record has them
 * @param canonical the canonical event as JSON, when translation had succeeded
 */
public record FailedMessage(
        Failure failure,
        String connection,
        String flow,
        @Nullable UUID messageId,
        @Nullable String laneKey,
        @Nullable String businessKey,
        @Nullable String eventType,
        @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] document,
        @Nullable String canonical,
        @Nullable String mapping,
        @Nullable Integer mappingVersion,
        @Nullable String traceparent) {

    /** A message that died in the posting pipeline. */
    public static FailedMessage message(
            Failure failure, String connection, String flow, UUID messageId, @Nullable String businessKey) {
        return new FailedMessage(
                failure, connection, flow, messageId, null, businessKey, null, null, null, null, null, null);
    }

    /** A lane whose state could not be delivered; {@code mapping} is null when it did not get as far. */
    public static FailedMessage lane(
            Failure failure,
            String connection,
            String flow,
            String laneKey,
            String eventType,
            UUID messageId,
            String canonical,
            @Nullable MappingVersion mapping) {
        return new FailedMessage(
                failure,
                connection,
                flow,
                messageId,
                laneKey,
                laneKey,
                eventType,
                null,
                canonical,
                mapping == null ? null : mapping.mapping(),
                mapping == null ? null : mapping.version(),
                null);
    }
}
