package io.tillbridge.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets a destination's next call wait for more lanes while the one before has only just begun: a call costs more than a lane.
 * After a rest, and with a full call's worth of lanes, it begins at once. Shared by the workers of one destination.
 */
final class CallPace {

    private final long gather;
    private final LongSupplier ticks;
    private long latest;

    /**
     * A destination that was not called yet.
     *
     * @param gather the least time between the beginnings of two calls that could have told more
     * @param ticks nanoseconds that only run forward
     */
    CallPace(Duration gather, LongSupplier ticks) {
        this.gather = gather.toNanos();
        this.ticks = ticks;
        this.latest = ticks.getAsLong() - this.gather;
    }

    /**
     * How long to wait before looking for a call's lanes; zero: not at all.
     *
     * @param hinted lanes that somebody wrote; none: whoever asks looks for other work, which is not paced
     * @param full lanes of a call at most
     */
    synchronized Duration rest(int hinted, int full) {
        long early = latest + gather - ticks.getAsLong();
        return hinted > 0 && hinted < full && early > 0 ? Duration.ofNanos(early) : Duration.ZERO;
    }

    /** A call begins: the next one waits. Hints that led to none delay nobody. */
    synchronized void called() {
        latest = ticks.getAsLong();
    }
}
