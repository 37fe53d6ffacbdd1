package io.tillbridge.mapping.expr;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time that one evaluation takes on its thread. Asking the system for it takes longer than many evaluations, so
 * a thread does it once for all that begin within two milliseconds: what one took is known to less than that, and never
 * taken for more than it was.
 */
final class ExprTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long RECENT = 2_000_000;

    private static final ThreadLocal<ExprTime> LAST = ThreadLocal.withInitial(() -> new ExprTime(System.nanoTime()));

    private final long clock;
    private final long used = THREADS.getCurrentThreadCpuTime();

    private ExprTime(long clock) {
        this.clock = clock;
    }

    /** What is known of this thread, at most two milliseconds old. */
    static ExprTime at(long now) {
        ExprTime last = LAST.get();
        if (now - last.clock > RECENT) {
            last = new ExprTime(now);
            LAST.set(last);
        }
        return last;
    }

    /**
     * Whether an evaluation on this thread that began at {@code start} has taken so much for sure, in nanoseconds.
     *
     * @param start of {@link System#nanoTime}
     */
    boolean over(long start, long nanos) {
        long before = start - clock;
        return System.nanoTime() - start > nanos && THREADS.getCurrentThreadCpuTime() - used - before > nanos;
    }
}
