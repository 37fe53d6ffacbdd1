package io.tillbridge.tasks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done.
 *
 * @param detail JSON text: what the owner must know; no customer's data
 * @param owner a location's code where it is done there, else a team such as {@code customer_service}
 * @param messageId what made it necessary: a message, or a reservation
 */
public record TaskWanted(
        TaskKey key,
        String detail,
        String owner,
        Instant dueAt,
        @Nullable UUID messageId) {}
