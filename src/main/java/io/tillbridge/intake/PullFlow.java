package io.tillbridge.intake;

import io.tillbridge.connector.Schedule;
import io.tillbridge.platform.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A flow that reads its source in runs, on one node at a time.
 *
 * @param stepTakes the longest that one step of a run can take: the lease is renewed for it before each
 */
record PullFlow(RunningFlow flow, Schedule schedule, Runs runs, Duration stepTakes) {

    /** Makes the runs of one flow. */
    @FunctionalInterface
    interface Runs {

        /**
         * A run that has not begun.
         *
         * @param state the place in the source as the last run wrote it; null before the first
         * @param lease without which nothing is kept
         */
        PullRun begin(@Nullable String state, Lease lease);

        /** Whether a run was cut short at this place: the next goes on at once, not when it is due. */
        default boolean unfinished(String state) {
            return false;
        }
    }

    String planId() {
        return flow.planId();
    }
}
