package io.tillbridge.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all large webhooks together may hold between their first byte and their answer, in bytes. Thread-safe;
 * nobody waits for it.
 */
final class BodyBudget {

    private final long most;
    private final AtomicLong free;
    private final Counter refused;

    BodyBudget(long most, MeterRegistry meters) {
        this.most = most;
        this.free = new AtomicLong(most);
        this.refused = meters.counter("tillbridge.intake.refused", "code", Refusal.BODY_MEMORY_FULL.code());
        Gauge.builder("tillbridge.intake.body.bytes", this, BodyBudget::used)
                .description("Memory that large webhooks hold")
                .register(meters);
    }

    /** What is held now. */
    long used() {
        return most - free.get();
    }

    /** The share of one request, empty at first. */
    Share share() {
        return new Share();
    }

    /** What one request holds; closing it gives everything back. Of one thread. */
    final class Share implements AutoCloseable {

        private long held;

        /** Takes so many bytes more; false, and counted as a refusal, when they are not free. */
        boolean take(int bytes) {
            if (free.getAndUpdate(left -> left < bytes ? left : left - bytes) < bytes) {
                refused.increment();
                return false;
            }
            held += bytes;
            return true;
        }

        @Override
        public void close() {
            if (held > 0) {
                free.addAndGet(held);
                held = 0;
            }
        }
    }
}
