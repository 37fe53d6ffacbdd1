package io.tillbridge.partner;

import java.time.Duration;

/** Whether a call may be made now. */
public sealed interface Admission {

    /** Yes. The holder makes the call and reads its answer, or gives the admission back. */
    record Admitted() implements Admission {}

    /**
     * Not yet.
     *
     * @param pause how long before asking again
     * @param reason {@code budget}, {@code breaker_open}, {@code rate_limited}
     */
    record NotYet(Duration pause, String reason) implements Admission {}
}
