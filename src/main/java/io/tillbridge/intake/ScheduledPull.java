package io.tillbridge.intake;

import io.tillbridge.platform.Lease;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A flow that reads in runs on this node, and its run while one is under way. Run and lease belong to the thread that has set
 * {@link #running}; within a node no two threads read one source.
 */
final class ScheduledPull {

    final PullFlow flow;
    final AtomicBoolean running = new AtomicBoolean();

    /** A run was asked for and has not begun. */
    final AtomicBoolean asked = new AtomicBoolean();

    private final AtomicReference<@Nullable ScheduledFuture<?>> next = new AtomicReference<>();
    volatile boolean removed;

    @Nullable
    PullRun run;

    @Nullable
    Lease lease;

    ScheduledPull(PullFlow flow) {
        this.flow = flow;
    }

    /** The one next call of the flow: a newer one replaces it. */
    void next(ScheduledFuture<?> call) {
        ScheduledFuture<?> before = next.getAndSet(call);
        if (before != null) {
            before.cancel(false);
        }
    }
}
