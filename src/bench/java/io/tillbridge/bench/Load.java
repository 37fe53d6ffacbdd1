package io.tillbridge.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;

/**
 * Sends orders. Closed loop: a connection sends again when it was answered. Open loop: requests are due at a fixed rate
 * whatever the server does, and their time counts from when they were due, so that a slow server cannot hide the wait it
 * causes.
 */
interface Load extends AutoCloseable {

    /** Longer than any answer may take. */
    Duration LIMIT = Duration.ofSeconds(60);

    /**
     * What one run of the load saw.
     *
     * @param answered requests answered 2xx
     * @param refused requests answered otherwise
     * @param ack microseconds from due to answered
     */
    record Seen(int answered, int refused, Duration took, Histogram ack) {
        double perSecond() {
            return answered / (took.toNanos() / 1e9);
        }
    }

    /**
     * The load that the settings ask for.
     *
     * @param orders writes the requests
     * @param accepted is told the number of every order answered 2xx, one at a time
     */
    static Load of(BenchSettings settings, Orders orders, IntConsumer accepted) throws IOException {
        return settings.client().equals("jdk")
                ? new ClientLoad(orders, settings.port(), settings.connections(), accepted)
                : new LeanLoad(orders, settings.port(), settings.connections(), accepted);
    }

    /** Sends as fast as answers come, while {@code open} says so, for some time; then waits for the last answers. */
    Seen closed(Duration length, BooleanSupplier open) throws IOException;

    /** Sends at a fixed rate for some time; then waits for the last answers, which count. */
    Seen open(Duration length, double perSecond) throws IOException;

    @Override
    void close() throws IOException;

    /** Microseconds since a {@code System.nanoTime()}, as a histogram of a minute takes them. */
    static long micros(long due) {
        return Math.min(LIMIT.toNanos() / 1_000, (System.nanoTime() - due) / 1_000);
    }

    /** Nanoseconds of the epoch that belong to a {@code System.nanoTime()}. */
    static long epoch(long nano) {
        return nano + Clocks.EPOCH_MINUS_NANO;
    }

    /** Both clocks, compared once. */
    final class Clocks {
        private static final long EPOCH_MINUS_NANO = difference();

        private Clocks() {}

        private static long difference() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
        }
    }
}
