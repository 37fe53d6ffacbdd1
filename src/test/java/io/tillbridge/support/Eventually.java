package io.tillbridge.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits until an assertion holds, with an upper bound: the one way in which tests wait. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Eventually() {}

    /** Repeats {@code assertion} until it passes; fails with its last message after 20 seconds. */
    public static void holds(ThrowingRunnable assertion) {
        within(LIMIT, assertion);
    }

    /** Repeats {@code assertion} until it passes; fails with its last message after {@code limit}. */
    public static void within(Duration limit, ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }
}
