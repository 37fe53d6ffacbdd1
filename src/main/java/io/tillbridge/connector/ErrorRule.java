package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means: the first rule whose condition holds decides.
 *
 * @param pause how long before the next call; null for the action's own schedule
 * @param detail where the answer says why, for the dead letter
 */
public record ErrorRule(
        Condition when,
        Action action,
        @Nullable Wait pause,
        @Nullable JsonPointer detail,
        @Nullable String metric) {

    /** What to do with a call or an item whose answer matched. */
    public enum Action {
        RETRY,
        RATE_LIMITED,
        REFRESH_AUTH,
        RESTART_PAGES,
        FAIL,
        HOLD,
        DEAD_LETTER,
        COUNT_AND_DROP,
        PAUSE_CONNECTION,
        REBUILD
    }
}
