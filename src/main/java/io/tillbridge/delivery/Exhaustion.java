package io.tillbridge.delivery;

import java.time.Instant;

/** Tells when a state is to be given up. */
@FunctionalInterface
interface Exhaustion {

    /** Whether what has failed since the given moment has failed for long enough. */
    boolean reached(Instant failedSince);
}
