package io.tillbridge.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One failed message or lane on the desk: the same letter however often it fails.
 *
 * @param category {@code partner_unavailable}, {@code partner_refused}, {@code missing_reference}, {@code our_defect}
 * @param group fingerprint of the cause: equal for failures with one cause
 * @param messageId the message that is dead; null for a lane
 * @param laneKey the lane that is dead; null for a message
 * @param causedBy the message that set the lane's state
 * @param at where it failed: a path, a pointer or a lane
 * @param state {@code new, investigating, waiting, ready, replayed, resolved, archived}
 * @param failures how often it failed; stage, code, at and detail tell the last time
 * @param replays how often it was sent to its stage again
 * @param filedAt the first failure
 * @param failedAt the last failure
 * @param changedAt the last failure or change of state
 */
public record DeadLetter(
        UUID id,
        String stage,
        String code,
        String category,
        String owner,
        String group,
        String connection,
        String flow,
        @Nullable UUID messageId,
        @Nullable String laneKey,
        @Nullable UUID causedBy,
        @Nullable String businessKey,
        @Nullable String eventType,
        String at,
        String detail,
        @Nullable String canonical,
        @Nullable String mapping,
        @Nullable Integer mappingVersion,
        @Nullable String traceparent,
        String state,
        int failures,
        int replays,
        Instant filedAt,
        Instant failedAt,
        Instant changedAt) {}
