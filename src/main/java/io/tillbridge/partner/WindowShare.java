package io.tillbridge.partner;

import java.time.Duration;
import java.util.NavigableMap;

/**
 * Permits taken of a moving window, by the end of the short slot of time in which they were taken. What was taken counts
 * until a window that is longer by the time a permit may be used has passed, so that calls, whenever they are made, never
 * exceed the limit within a window. Times are microseconds.
 */
final class WindowShare {

    /** So many slots make a window: what the row holds at most, and by how little a window is too long. */
    private static final long SLOTS = 250;

    private final NavigableMap<Long, Long> taken;

    WindowShare(NavigableMap<Long, Long> taken) {
        this.taken = taken;
    }

    /** Takes at most {@code wanted}; the result's {@code pause} is when the oldest ones do not count any more. */
    BudgetGrant take(long limit, Duration per, Duration usable, int wanted, long now) {
        long length = micros(per) + micros(usable);
        taken.headMap(now - length, true).clear();
        long left = limit - taken.values().stream().mapToLong(Long::longValue).sum();
        int granted = Math.toIntExact(Math.max(0, Math.min(wanted, left)));
        long slot = usable.isZero() ? 1 : Math.max(1, micros(per) / SLOTS);
        long block = (now / slot + 1) * slot - (slot == 1 ? 1 : 0);
        if (granted > 0) {
            taken.merge(block, (long) granted, Long::sum);
        }
        long wait = granted > 0 || taken.isEmpty() ? 0 : taken.firstKey() + length - now;
        return new BudgetGrant(granted, block, Duration.ofNanos(wait * 1_000), 0, 0, Math.max(0, left - granted));
    }

    /** Permits of a block that were not used count no longer. */
    void giveBack(long block, int unused) {
        taken.computeIfPresent(block, (at, permits) -> permits > unused ? permits - unused : null);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
