package io.tillbridge.delivery;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.connector.ErrorRule;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of one lane of an attempt. A newer desired state goes out next whatever the result. */
sealed interface LaneResult {

    /**
     * Told.
     *
     * @param remoteId the partner's id of it; null when it told none
     * @param remoteVersion its version there
     * @param dropped the metric under which it is counted, because the connector says that it need not be told; else null
     */
    record Delivered(
            @Nullable String remoteId,
            @Nullable String remoteVersion,
            @Nullable String dropped) implements LaneResult {
        Delivered() {
            this(null, null, null);
        }

        static Delivered dropped(String metric) {
            return new Delivered(null, null, metric);
        }
    }

    /** Waits for exactly one missing thing. */
    record Held(HoldKey key) implements LaneResult {}

    /**
     * Due again when what the destination did meanwhile is posted, at the latest at the given moment.
     *
     * @param args of the poll, rendered
     */
    record Reconcile(ErrorRule.Reconcile first, Map<String, String> args, Instant at) implements LaneResult {}

    /**
     * Due again.
     *
     * @param at not before; null for at once
     * @param batchLimit at most so many lanes per call; null for the destination's own limit
     * @param failed whether this counts as a failure of the state
     */
    record Again(@Nullable Instant at, @Nullable Integer batchLimit, boolean failed) implements LaneResult {}

    record Dead(Failure failure) implements LaneResult {}
}
