package io.tillbridge.console;

import io.tillbridge.message.MessageRow;
import io.tillbridge.message.Stamp;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message in lists, and at the head of its story.
 *
 * @param parent the document it was cut from or fetched for
 * @param childStates how many messages cut from or fetched for it are in which state: {@code posted} as {@code split} or
 *     {@code fetched} says nothing of them
 */
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
        SortedMap<String, Integer> childStates,
        @Nullable String traceparent) {

    /** The version that translated it. */
    record MappingStamp(String subject, int version, String sha256) {}

    /** What it waits for, and when it becomes a dead letter. */
    record Hold(String key, @Nullable Instant until) {}

    MessageAnswer {
        childStates = Collections.unmodifiableSortedMap(new TreeMap<>(childStates));
    }

    /** The answer; {@code childStates} by message, as {@code MessageQueries} found them. */
    static MessageAnswer of(MessageRow row, Map<UUID, SortedMap<String, Integer>> childStates) {
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
                mapping(row),
                stamp == null ? null : stamp.generation(),
                row.receivedAt(),
                row.occurredAt(),
                row.settledAt(),
                row.attempts(),
                hold == null ? null : new Hold(hold, row.holdUntil()),
                row.parentId(),
                childStates.getOrDefault(row.id(), Collections.emptySortedMap()),
                row.traceparent());
    }

    /** The version that translated a message; null before its translation. */
    static @Nullable MappingStamp mapping(MessageRow row) {
        Stamp stamp = row.stamp();
        return stamp == null ? null : new MappingStamp(stamp.mapping(), stamp.version(), stamp.sha256());
    }
}
