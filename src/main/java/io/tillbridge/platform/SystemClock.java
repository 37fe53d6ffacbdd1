package io.tillbridge.platform;

import java.time.Clock;
import java.time.Duration;

/** The one clock of the process; everything else is given it. */
public final class SystemClock {

    private SystemClock() {}

    /** UTC, in microseconds: PostgreSQL keeps no more, and a value read back must equal the one written. */
    public static Clock utc() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }
}
