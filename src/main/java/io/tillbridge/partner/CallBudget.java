package io.tillbridge.partner;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.tillbridge.connector.Budget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How many calls one client may make now, on this node; live traffic and replay share it. Never blocks. */
public final class CallBudget {

    private static final Duration CONCURRENCY_PAUSE = Duration.ofMillis(100);

    private final @Nullable Bucket bucket;
    private final int concurrency;
    private final AtomicInteger underWay = new AtomicInteger();

    /** A budget as the connector says; without one every call is allowed. */
    public CallBudget(@Nullable Budget budget, Clock clock) {
        this.concurrency = budget == null ? 0 : budget.concurrency();
        this.bucket = budget == null || budget.calls() <= 0
                ? null
                : Bucket.builder()
                        .withCustomTimePrecision(new ClockMeter(clock))
                        .addLimit(limit -> limit.capacity(budget.calls()).refillGreedy(budget.calls(), budget.per()))
                        .build();
    }

    /** Takes one call: zero when it may be made now, else how long to wait before asking again. */
    public Duration take() {
        int running = underWay.incrementAndGet();
        if (concurrency > 0 && running > concurrency) {
            underWay.decrementAndGet();
            return CONCURRENCY_PAUSE;
        }
        if (bucket != null) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                underWay.decrementAndGet();
                return Duration.ofNanos(Math.max(probe.getNanosToWaitForRefill(), TimeUnit.MILLISECONDS.toNanos(1)));
            }
        }
        return Duration.ZERO;
    }

    /** The call taken has ended. */
    public void ended() {
        underWay.decrementAndGet();
    }

    /** The call taken was not made after all. */
    public void giveBack() {
        underWay.decrementAndGet();
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    /** Calls left now; null when the connector sets no budget. */
    public @Nullable Long left() {
        return bucket == null ? null : bucket.getAvailableTokens();
    }

    private record ClockMeter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
