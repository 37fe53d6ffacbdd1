package io.tillbridge.delivery;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means for an attempt and its lanes.
 *
 * @param state of the delivery: {@code delivered, refused, failed, unknown}
 * @param status of the last answer; null when there was none
 * @param answer of the last answer, size-capped
 * @param callAt for {@code unknown}: the repetition, not before
 * @param lanes result per lane key; empty while the outcome is unknown
 * @param pause why the connection must rest; null when it need not
 */
record Decision(
        String state,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Instant callAt,
        Map<String, LaneResult> lanes,
        @Nullable String pause) {

    Decision {
        lanes = Map.copyOf(lanes);
    }

    boolean open() {
        return state.equals("unknown");
    }
}
