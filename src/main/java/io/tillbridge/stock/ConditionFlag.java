package io.tillbridge.stock;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is so for a while, such as {@code storm}, set by people, tools or connectors; rules ask for it by its name.
 *
 * @param from it holds from here on; null: from the change on
 * @param to the first instant at which it holds no more; null: until it is changed
 * @param changedBy as on the audit log; {@code connection:} and its system when a document said it
 * @param messageId of that document; null when none did
 */
public record ConditionFlag(
        Key key,
        boolean active,
        @Nullable Instant from,
        @Nullable Instant to,
        String changedBy,
        Instant changedAt,
        @Nullable UUID messageId) {

    /** Which condition, and where; null: everywhere. */
    public record Key(String name, @Nullable String location) {}

    /** The same, said at another instant. */
    public ConditionFlag at(Instant said) {
        return new ConditionFlag(key, active, from, to, changedBy, said, messageId);
    }

    /** Whether it holds at an instant. */
    public boolean holds(Instant at) {
        return active && (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
