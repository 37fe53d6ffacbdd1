package io.tillbridge.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes what waits in groups. A busy worker gathers until some time after its group before; one that rested longer takes at
 * once what is there. Used by one worker; several may share a queue.
 *
 * @param <T> what waits
 */
public final class Gathering<T> {

    private static final long LOOK_MILLIS = 200;

    private final BlockingQueue<T> waiting;
    private final int most;
    private final long gather;
    private long last;

    /**
     * Of a queue.
     *
     * @param most in a group
     * @param gather the least time between two groups
     */
    public Gathering(BlockingQueue<T> waiting, int most, Duration gather) {
        this.waiting = waiting;
        this.most = most;
        this.gather = gather.toNanos();
        last = System.nanoTime() - this.gather;
    }

    /** The next group; empty when nothing came for a moment, so that its worker can look whether it is to end. */
    public List<T> next() throws InterruptedException {
        return next(List.of());
    }

    /** The next group, which begins with what was left of the one before; with nothing left, as {@link #next()}. */
    public List<T> next(List<T> left) throws InterruptedException {
        long until = last + gather;
        List<T> group = new ArrayList<>(left);
        T first = left.isEmpty() ? waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS) : next(group, until);
        for (T next = first; next != null; next = next(group, until)) {
            group.add(next);
        }
        last = System.nanoTime();
        return group;
    }

    private @Nullable T next(List<T> group, long until) throws InterruptedException {
        return group.size() >= most ? null : waiting.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
