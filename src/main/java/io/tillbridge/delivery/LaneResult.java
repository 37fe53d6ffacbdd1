package io.tillbridge.delivery;

import io.tillbridge.canonical.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of one lane of an attempt. A newer desired state goes out next whatever the result. */
sealed interface LaneResult {

    record Delivered() implements LaneResult {}

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
