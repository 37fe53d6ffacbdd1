package io.tillbridge.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means for an attempt and its lanes.
 *
 * @param state of the delivery: {@code delivered, refused, failed, superseded}, or, while it stays open, {@code unknown}
 *     (it may have been done) or {@code postponed} (it was certainly not done)
 * @param status of the last answer; null when there was none
 * @param answer of the last answer, size-capped
 * @param callAt while it stays open: the repetition, not before
 * @param closedUntil while it stays open: the partner has asked not to be called before; null when it has not
 * @param lanes result per lane key; empty while it stays open
 * @param pause why the connection must rest; null when it need not
 */
record Decision(
        String state,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Instant callAt,
        @Nullable Instant closedUntil,
        Map<String, LaneResult> lanes,
        @Nullable String pause) {

    Decision {
        lanes = Map.copyOf(lanes);
    }

    boolean open() {
        return state.equals("unknown") || state.equals("postponed");
    }

    /** Whether the partner was called for it. */
    boolean called() {
        return !state.equals("superseded");
    }

    /** Whether nobody needs to read of it: successes and supersessions are hundreds a second at full load. */
    boolean quiet() {
        return state.equals("delivered") || state.equals("superseded");
    }

    /** The same, and the connection must rest for the reason given. */
    Decision pausing(String reason) {
        return new Decision(state, status, answer, callAt, closedUntil, lanes, reason);
    }

    /** The same; when it stays open, the partner has asked not to be called before the moment given. */
    Decision closedUntil(@Nullable Instant moment) {
        return new Decision(state, status, answer, callAt, open() ? moment : null, lanes, pause);
    }

    /** The attempt is over before it reached the partner: its lanes are due, with what they want now. */
    static Decision superseded(Attempt attempt) {
        Map<String, LaneResult> lanes = new HashMap<>();
        attempt.lanes().forEach(lane -> lanes.put(lane.key(), new LaneResult.Again(null, null, false)));
        return new Decision("superseded", null, null, null, null, lanes, null);
    }
}
