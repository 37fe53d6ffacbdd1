package io.tillbridge.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. */
public final class ManualClock extends Clock {

    private final AtomicLong micros;

    public ManualClock(Instant start) {
        this.micros = new AtomicLong(start.getEpochSecond() * 1_000_000 + start.getNano() / 1_000);
    }

    public void advance(Duration by) {
        micros.addAndGet(by.toNanos() / 1_000);
    }

    @Override
    public Instant instant() {
        long now = micros.get();
        return Instant.ofEpochSecond(now / 1_000_000, (now % 1_000_000) * 1_000);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
