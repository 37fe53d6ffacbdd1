package io.tillbridge.intake;

import java.time.Duration;

/** What came of taking one fetch. */
sealed interface FetchStep {

    /** One fetch was claimed and has its outcome; another may be due. */
    record Settled() implements FetchStep {}

    /** Nothing is due. */
    record NoneDue() implements FetchStep {}

    /**
     * Budget, breaker or the partner's own limit allow no call now; nothing was claimed.
     *
     * @param pause how long before asking again
     */
    record NotYet(Duration pause) implements FetchStep {}
}
