package io.tillbridge.delivery;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one worker's turns, never two at once, and rests between them without holding a thread. A wake during a turn makes
 * another turn follow at once.
 */
final class Turns {

    private final Supplier<Duration> turn;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private boolean running;
    private boolean woken;
    private boolean stopped;
    private @Nullable ScheduledFuture<?> alarm;

    Turns(Supplier<Duration> turn, Executor threads, ScheduledExecutorService timer) {
        this.turn = turn;
        this.threads = threads;
        this.timer = timer;
    }

    /** Begins a turn, or another one after the one that is under way. */
    synchronized void wake() {
        if (stopped) {
            return;
        }
        if (running) {
            woken = true;
            return;
        }
        running = true;
        cancelAlarm();
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            stopped = true; // the consumer is being stopped
        }
    }

    /** No turn begins any more; one under way ends. */
    synchronized void stop() {
        stopped = true;
        cancelAlarm();
    }

    private void run() {
        while (true) {
            Duration rest = turn.get();
            synchronized (this) {
                if (stopped) {
                    running = false;
                    return;
                }
                if (rest.isZero() || takeWoken()) {
                    continue;
                }
                running = false;
                rest(rest);
                return;
            }
        }
    }

    private boolean takeWoken() {
        boolean was = woken;
        woken = false;
        return was;
    }

    private void rest(Duration duration) {
        try {
            alarm = timer.schedule(this::wake, Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            stopped = true; // the consumer is being stopped
        }
    }

    private void cancelAlarm() {
        ScheduledFuture<?> pending = alarm;
        if (pending != null) {
            pending.cancel(false);
            alarm = null;
        }
    }
}
