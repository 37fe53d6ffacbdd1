package io.tillbridge.console;

import io.tillbridge.message.MessageRow;
import io.tillbridge.message.Stamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message in lists, and at the head of its story. */
record MessageAnswer(
        UUID id,
        String connection,
        String flow,
        String state,
        @Nullable String reason,
        @Nullable String businessKey,
        @Nullable String receiptKey,
        @Nullable String eventType,
        @Nullable String factKey,
        @Nullable MappingStamp mapping,
        @Nullable Integer generation,
        Instant receivedAt,
        @Nullable Instant occurredAt,
        @Nullable Instant settledAt,
        int attemptCount,
        @Nullable Hold hold,
        @Nullable UUID parent,
        @Nullable String traceparent) {

    /** The version that translated it. */
    record MappingStamp(String subject, int version, String sha256) {}

    /** What it waits for, and when it becomes a dead letter. */
    record Hold(String key, @Nullable Instant until) {}

    static MessageAnswer of(MessageRow row) {
        Stamp stamp = row.stamp();
        String hold = row.holdKey();
        return new MessageAnswer(
                row.id(),
                row.connection(),
                row.flow(),
                row.state(),
                row.reason(),
                row.businessKey(),
                row.receiptKey(),
                row.eventType(),
                row.factKey(),
                stamp == null ? null : new MappingStamp(stamp.mapping(), stamp.version(), stamp.sha256()),
                stamp == null ? null : stamp.generation(),
                row.receivedAt(),
                row.occurredAt(),
                row.settledAt(),
                row.attempts(),
                hold == null ? null : new Hold(hold, row.holdUntil()),
                row.parentId(),
                row.traceparent());
    }
}
