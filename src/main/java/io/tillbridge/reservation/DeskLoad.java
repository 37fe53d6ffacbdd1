package io.tillbridge.reservation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long people wait at the reservation desk. Who posts behind the scenes holds locks for a shorter time while they do, lets
 * those pass that came before, and rests when they wait for long. Of this node alone; exact to a request or two.
 */
@Component
public final class DeskLoad {

    private static final long RECENT = Duration.ofSeconds(1).toNanos();
    private static final long LOOK = Duration.ofMillis(1).toNanos();
    private static final int OFTEN = 32;

    private final LongSupplier ticks;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile long latest;
    private volatile long wait;

    @Autowired
    public DeskLoad() {
        this(System::nanoTime);
    }

    /** With a clock in nanoseconds that only runs forward. */
    public DeskLoad(LongSupplier ticks) {
        this.ticks = ticks;
        this.latest = ticks.getAsLong() - RECENT;
    }

    /** Somebody asks; the answer goes with {@link #answered}. */
    public long asked() {
        long now = ticks.getAsLong();
        asked.incrementAndGet();
        if (now - latest > RECENT) {
            wait = 0; // what was long ago says nothing of now
        }
        latest = now;
        return now;
    }

    /** Who asked at {@code since} has his answer. */
    public void answered(long since) {
        answered.incrementAndGet();
        long before = wait;
        wait = before + (ticks.getAsLong() - since - before) / OFTEN;
    }

    /** Whether a reservation was asked for within the last second. */
    public boolean busy() {
        return ticks.getAsLong() - latest < RECENT;
    }

    /** How long the latest ones waited on average. */
    public Duration meanWait() {
        return Duration.ofNanos(wait);
    }

    /** Returns when as many are answered as had asked by now, at the latest after {@code most}. */
    public void letPass(Duration most) {
        long before = asked.get();
        long until = ticks.getAsLong() + most.toNanos();
        while (answered.get() < before && ticks.getAsLong() < until) {
            LockSupport.parkNanos(LOOK);
        }
    }
}
