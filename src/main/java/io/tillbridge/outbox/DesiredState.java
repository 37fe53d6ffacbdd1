package io.tillbridge.outbox;

import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a destination should hold next for one key.
 *
 * @param destination {@code connection.flow}
 * @param key the lane's other half, from the canonical event's cells
 * @param sequence grows with every change of the subject; a lower one than the lane's changes nothing
 * @param document the canonical event as JSON
 * @param level the figure that a destination must not hold too high: the available pieces of an availability; null
 *     for every other event
 * @param occurredAt when the business fact behind it happened
 * @param messageId the message that caused it
 * @param collapse only the newest state matters; false: every event is told, in the order of the sequence
 * @param reported how much of the figure's change the destination itself reported, so that it holds it already; zero when
 *     it reported nothing
 */
public record DesiredState(
        String destination,
        String key,
        EventType eventType,
        long sequence,
        String document,
        @Nullable BigDecimal level,
        Instant occurredAt,
        UUID messageId,
        boolean collapse,
        BigDecimal reported) {

    /** A state of which the destination reported nothing. */
    public DesiredState(
            String destination,
            String key,
            EventType eventType,
            long sequence,
            String document,
            @Nullable BigDecimal level,
            Instant occurredAt,
            UUID messageId,
            boolean collapse) {
        this(destination, key, eventType, sequence, document, level, occurredAt, messageId, collapse, BigDecimal.ZERO);
    }
}
