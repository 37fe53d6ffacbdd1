package io.tillbridge.intake;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Looks for fetches that are due and for pauses of what consumes messages, writes what was noted of rejected webhooks, and
 * has old receipts forgotten.
 */
final class IntakeSchedule implements ApplicationListener<ApplicationStartedEvent> {

    private static final long FLUSH_SECONDS = 5;

    /** Not among the first things a start does. */
    private static final long FIRST_PRUNING_MINUTES = 10;

    private final ScheduledExecutorService clockwork;
    private final FetchSchedule fetches;
    private final RejectedDeliveries rejected;
    private final ReceiptPruning receipts;
    private final JmsConsumers consumers;
    private final ExecutorService threads;

    IntakeSchedule(
            ScheduledExecutorService clockwork,
            FetchSchedule fetches,
            RejectedDeliveries rejected,
            ReceiptPruning receipts,
            JmsConsumers consumers,
            ExecutorService threads) {
        this.clockwork = clockwork;
        this.fetches = fetches;
        this.rejected = rejected;
        this.receipts = receipts;
        this.consumers = consumers;
        this.threads = threads;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        long every = FetchSchedule.EVERY.toMillis();
        var unusedFetch = clockwork.scheduleWithFixedDelay(fetches::look, every, every, TimeUnit.MILLISECONDS);
        var unusedFlush =
                clockwork.scheduleWithFixedDelay(rejected::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
        var unusedPauses = clockwork.scheduleWithFixedDelay(
                () -> threads.execute(consumers::look),
                JmsConsumers.EVERY.toMillis(),
                JmsConsumers.EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        var unusedPruning = clockwork.scheduleWithFixedDelay(
                () -> threads.execute(receipts::look),
                FIRST_PRUNING_MINUTES,
                ReceiptPruning.LOOK.toMinutes(),
                TimeUnit.MINUTES);
    }
}
