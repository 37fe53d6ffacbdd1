package io.tillbridge.delivery;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one worker's turns, never two at once, and rests between them without holding a thread. A wake during a turn makes
 * another turn follow at once; while a destination may not be called, wakes cost nothing. A turn that breaks, by whatever
 * it throws, is logged and followed by a rest and the next turn.
 */
final class Turns {

    /**
     * What follows a turn.
     *
     * @param time zero: another turn at once
     * @param deaf whether a wake changes nothing: not even a due lane could be told now
     */
    record Rest(Duration time, boolean deaf) {}

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final String name;
    private final Supplier<Rest> turn;
    private final Duration afterTrouble;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private boolean running;
    private boolean woken;
    private boolean deaf;
    private boolean stopped;
    private @Nullable ScheduledFuture<?> alarm;

    /**
     * A worker at rest.
     *
     * @param name for the log
     * @param afterTrouble the rest after a turn that broke
     */
    Turns(String name, Supplier<Rest> turn, Duration afterTrouble, Executor threads, ScheduledExecutorService timer) {
        this.name = name;
        this.afterTrouble = afterTrouble;
        this.turn = turn;
        this.threads = threads;
        this.timer = timer;
    }

    /** Something is due: begins a turn, or another one after the one that is under way. */
    synchronized void wake() {
        if (running) {
            woken = true;
        } else if (!deaf) {
            begin();
        }
    }

    /** Begins a turn if this worker is at rest and could do something; true when it did. */
    synchronized boolean wakeIdle() {
        if (running || deaf || stopped) {
            return false;
        }
        begin();
        return true;
    }

    /** No turn begins any more; one under way ends. */
    synchronized void stop() {
        stopped = true;
        cancelAlarm();
    }

    private synchronized void begin() {
        if (stopped || running) {
            return;
        }
        running = true;
        deaf = false;
        cancelAlarm();
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            stopped = true; // the consumer is being stopped
        } catch (Throwable e) {
            // no thread can be had, as when memory is short
            running = false;
            schedule(broken(e).time());
        }
    }

    private Rest taken() {
        try {
            return turn.get();
        } catch (Throwable e) {
            return broken(e);
        }
    }

    private Rest broken(Throwable e) {
        LOG.error("delivery.turn_broken worker={} next_in={}", name, afterTrouble, e);
        return new Rest(afterTrouble, true);
    }

    private void run() {
        while (true) {
            Rest rest = taken();
            synchronized (this) {
                boolean again = rest.time().isZero() || (woken && !rest.deaf());
                woken = false;
                if (stopped || !again) {
                    running = false;
                    deaf = rest.deaf();
                    schedule(rest.time());
                    return;
                }
            }
        }
    }

    private void schedule(Duration time) {
        if (stopped) {
            return;
        }
        try {
            alarm = timer.schedule(this::begin, Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
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
