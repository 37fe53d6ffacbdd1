package io.tillbridge.tasks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands.
 *
 * @param detail JSON text
 * @param state {@code open} or {@code done}
 * @param messageId what made it necessary: a message, or a reservation
 * @param doneBy a person, or {@link Tasks#HUB}
 */
public record TaskRow(
        long id,
        String kind,
        String subject,
        String detail,
        String owner,
        Instant dueAt,
        String state,
        @Nullable UUID messageId,
        Instant openedAt,
        @Nullable Instant doneAt,
        @Nullable String doneBy,
        @Nullable String note) {}
