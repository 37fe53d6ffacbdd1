package io.tillbridge.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lane in flight, as it was claimed.
 *
 * @param sequence of the state that is being told
 * @param document the canonical event as JSON; empty when only a repetition's bytes are known
 * @param occurredAt null when the lane has moved on since
 * @param attempts failed so far
 * @param deliveredLevel the figure that the destination should hold: the one it was told last, moved by what it reported
 *     since; null when it was told nothing
 * @param deadLetter an unresolved dead letter names this lane
 * @param olderCallUntil until then an older call may reach the partner after this telling, so that it must be told again;
 *     null when this telling suffices
 * @param replaced a newer state has taken this one's place; never of a lane that tells every event
 */
record Lane(
        String key,
        long sequence,
        String eventType,
        String document,
        @Nullable Instant occurredAt,
        UUID messageId,
        int attempts,
        @Nullable Instant failedSince,
        @Nullable BigDecimal level,
        @Nullable BigDecimal deliveredLevel,
        long deliveredSequence,
        boolean deadLetter,
        @Nullable Instant olderCallUntil,
        boolean replaced) {}
