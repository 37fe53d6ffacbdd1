package io.tillbridge.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets a destination's next call wait for more lanes while the one before has only just begun: a call costs more than a lane.
 * After a rest, and with a full call's worth of lanes, it begins at once. Shared by the workers of one destination.
 *
 * <p>While posting is behind, which shows in commits of several calls' worth of lanes, one soon after the other, calls are made
 * in rounds: all that is there is told, call after call, and the next round waits, because the same lanes change again
 * meanwhile and are told once.
 */
final class CallPace {

    /** A commit of so many calls' worth of lanes is a burst, and of so many lanes. */
    private static final int BURST_CALLS = 2;

    private static final int BURST_LANES = 200;

    /** Two bursts within this time mean that posting is behind, until so long after the latest one. */
    private static final long BEHIND = Duration.ofSeconds(1).toNanos();

    /** Rounds begin so many times the ordinary time after one another. */
    private static final int ROUND = 10;

    private final long gather;
    private final LongSupplier ticks;
    private long latest;
    private long round;
    private boolean inRound;
    private long burst;
    private long behindUntil;

    /**
     * A destination that was not called yet.
     *
     * @param gather the least time between the beginnings of two calls that could have told more
     * @param ticks nanoseconds that only run forward
     */
    CallPace(Duration gather, LongSupplier ticks) {
        this.gather = gather.toNanos();
        this.ticks = ticks;
        long now = ticks.getAsLong();
        this.latest = now - this.gather;
        this.round = now - ROUND * this.gather;
        this.burst = now - BEHIND;
        this.behindUntil = now;
    }

    /**
     * A commit told of lanes.
     *
     * @param lanes that it told of at once
     * @param full lanes of a call at most
     */
    synchronized void told(int lanes, int full) {
        if (lanes < Math.max(BURST_LANES, BURST_CALLS * full)) {
            return;
        }
        long now = ticks.getAsLong();
        if (now - burst < BEHIND) {
            behindUntil = now + BEHIND;
        }
        burst = now;
    }

    /**
     * How long to wait before looking for a call's lanes; zero: not at all.
     *
     * @param hinted lanes that somebody wrote; none: whoever asks looks for other work, which is not paced
     * @param full lanes of a call at most
     */
    synchronized Duration rest(int hinted, int full) {
        if (hinted == 0) {
            return Duration.ZERO;
        }
        long now = ticks.getAsLong();
        boolean behind = behindUntil - now > 0;
        inRound = inRound && behind && hinted >= full;
        boolean atOnce = behind ? inRound : hinted >= full;
        long early = behind ? round + ROUND * gather - now : latest + gather - now;
        return atOnce || early <= 0 ? Duration.ZERO : Duration.ofNanos(early);
    }

    /** A call begins: the next one waits. Hints that led to none delay nobody. */
    synchronized void called() {
        latest = ticks.getAsLong();
        if (!inRound) {
            round = latest;
            inRound = true;
        }
    }
}
