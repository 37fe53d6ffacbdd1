package io.tillbridge.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to move; UTC. */
public final class ManualClock extends Clock {

    private Instant now;
    private Duration tick = Duration.ZERO;

    public ManualClock(Instant start) {
        this.now = start;
    }

    /** A clock at {@code text}, such as {@code 2026-11-20T09:00:00Z}. */
    public static ManualClock at(String text) {
        return new ManualClock(Instant.parse(text));
    }

    /** Moves forward. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Moves to an instant, also backwards, as a corrected machine clock would. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** From now on it moves on by this much whenever somebody reads it, as a machine's clock does. */
    public synchronized void tick(Duration by) {
        tick = by;
    }

    @Override
    public synchronized Instant instant() {
        Instant read = now;
        now = now.plus(tick);
        return read;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants have no zone here");
    }
}
