package io.tillbridge.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message as the record has it now.
 *
 * @param state {@code accepted, fetching, held, posted, skipped, dead}
 * @param reason code of why it is skipped, held or dead; for a posted one what it led to, such as {@code split}
 * @param stamp the mapping version and generation it was translated under; null before translation
 * @param attempts how often a worker took it up from the table; 0 when it was posted on arrival
 * @param holdKey the one thing it waits for; null unless held
 * @param holdUntil then it becomes a dead letter; of use only when held
 * @param resolved the references its translation used, as JSON; null before translation
 */
public record MessageRow(
        UUID id,
        @Nullable UUID parentId,
        String connection,
        String flow,
        String state,
        @Nullable String reason,
        @Nullable String receiptKey,
        @Nullable String businessKey,
        @Nullable String eventType,
        @Nullable String factKey,
        @Nullable Stamp stamp,
        Instant receivedAt,
        @Nullable Instant occurredAt,
        @Nullable Instant settledAt,
        int attempts,
        @Nullable String holdKey,
        @Nullable Instant holdUntil,
        @Nullable String resolved,
        @Nullable String traceparent) {}
