package io.tillbridge.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The two destinations, which count what they are told. */
record Sinks(Sink one, Sink two) implements AutoCloseable {

    /**
     * On the two ports after the hub's.
     *
     * @param remember whether they keep when they were told what
     */
    static Sinks of(BenchSettings settings, boolean remember) throws IOException {
        return new Sinks(sink(settings, 1, remember), sink(settings, 2, remember));
    }

    private static Sink sink(BenchSettings settings, int number, boolean remember) throws IOException {
        return new Sink(settings.port() + number, settings.keys(), settings.locations(), HubDatabase.START, remember);
    }

    List<Sink> both() {
        return List.of(one, two);
    }

    /** Orders that both hold. */
    long delivered() {
        return Math.min(one.pieces(), two.pieces()) / 2;
    }

    /** Waits while something is so, at most two minutes. */
    static void await(BooleanSupplier waiting) {
        long until = System.nanoTime() + 120_000_000_000L;
        while (waiting.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000L);
        }
    }

    @Override
    public void close() {
        one.close();
        two.close();
    }
}
