package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means: the first rule whose condition holds decides.
 *
 * @param pause how long before the next call; null for the action's own schedule
 * @param detail where the answer says why, for the dead letter
 * @param say what an operator is told beside that
 * @param on what {@code hold} waits for
 * @param first what {@code rebuild} does first
 */
public record ErrorRule(
        Condition when,
        Action action,
        @Nullable Wait pause,
        @Nullable JsonPointer detail,
        @Nullable String metric,
        @Nullable String say,
        @Nullable HoldOn on,
        @Nullable Reconcile first) {

    /** A rule that says nothing of its own, waits for nothing and finds nothing first. */
    public ErrorRule(
            Condition when,
            Action action,
            @Nullable Wait pause,
            @Nullable JsonPointer detail,
            @Nullable String metric) {
        this(when, action, pause, detail, metric, null, null, null);
    }

    /**
     * The missing thing that a held state waits for.
     *
     * @param xref kind of the cross reference
     * @param by the local id, from the canonical event
     */
    public record HoldOn(String xref, KeyRule by) {}

    /**
     * What is done before a refused figure is made again: a poll of the key, so that a sale that has not come yet is posted.
     *
     * @param flow inbound flow whose poll takes arguments
     * @param args by name, from the canonical event
     * @param within the longest wait for what the poll finds to be posted
     */
    public record Reconcile(String flow, Map<String, Template> args, Duration within) {
        public Reconcile {
            args = Map.copyOf(args);
        }
    }

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
