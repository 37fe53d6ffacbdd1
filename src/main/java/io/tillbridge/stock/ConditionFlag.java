package io.tillbridge.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is so for a while, such as {@code storm}, set by people or tools; rules ask for it by its name.
 *
 * @param from it holds from here on; null: from the change on
 * @param to the first instant at which it holds no more; null: until it is changed
 * @param changedBy as on the audit log
 */
public record ConditionFlag(
        String name,
        boolean active,
        @Nullable Instant from,
        @Nullable Instant to,
        String changedBy,
        Instant changedAt) {

    /** Whether it holds at an instant. */
    public boolean holds(Instant at) {
        return active && (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
