package io.tillbridge.intake;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/** Looks for fetches that are due, and writes what was noted of rejected webhooks. */
final class IntakeSchedule implements ApplicationListener<ApplicationStartedEvent> {

    private static final long FLUSH_SECONDS = 5;

    private final ScheduledExecutorService clockwork;
    private final FetchSchedule fetches;
    private final RejectedDeliveries rejected;

    IntakeSchedule(ScheduledExecutorService clockwork, FetchSchedule fetches, RejectedDeliveries rejected) {
        this.clockwork = clockwork;
        this.fetches = fetches;
        this.rejected = rejected;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        long every = FetchSchedule.EVERY.toMillis();
        var unusedFetch = clockwork.scheduleWithFixedDelay(fetches::look, every, every, TimeUnit.MILLISECONDS);
        var unusedFlush =
                clockwork.scheduleWithFixedDelay(rejected::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }
}
