package io.tillbridge.partner;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential waiting with full jitter: any time from zero to {@code base * 2^n}, at most {@code max}, so that many
 * callers that failed together do not come back together.
 */
public final class Backoff {

    /** The schedule where a connector says nothing. */
    public static final Duration BASE = Duration.ofSeconds(1);

    public static final Duration MAX = Duration.ofMinutes(15);

    private Backoff() {}

    /**
     * The next wait.
     *
     * @param attempt failed calls so far, from 0
     */
    public static Duration next(Duration base, Duration max, int attempt, RandomGenerator random) {
        long ceiling = max.toMillis();
        int doublings = Math.min(Math.max(attempt, 0), 40);
        long grown = base.toMillis() > (ceiling >> doublings) ? ceiling : base.toMillis() << doublings;
        return Duration.ofMillis(random.nextLong(Math.min(grown, ceiling) + 1));
    }
}
