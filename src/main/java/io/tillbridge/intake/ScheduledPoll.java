package io.tillbridge.intake;

import io.tillbridge.platform.Lease;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A polling flow on this node, and its run while one is under way. Run and lease belong to the thread that has set
 * {@link #running}; within a node no two threads read one listing.
 */
final class ScheduledPoll {

    final PollFlow flow;
    final AtomicBoolean running = new AtomicBoolean();

    /** A poll was asked for and has not begun. */
    final AtomicBoolean asked = new AtomicBoolean();

    private final AtomicReference<@Nullable ScheduledFuture<?>> next = new AtomicReference<>();
    volatile boolean removed;

    @Nullable
    PollRun run;

    @Nullable
    Lease lease;

    ScheduledPoll(PollFlow flow) {
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
