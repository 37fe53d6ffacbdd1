package io.tillbridge.reconciliation;

import java.time.Duration;

/**
 * How a connection is compared.
 *
 * @param fetched its levels have the time when they were fetched and not their own
 * @param lag by how much what is fetched is behind; what differs is looked at again after two lags
 * @param window for how long after its posting a movement may not have reached the system
 * @param staleAfter an older word is not compared
 */
record Terms(
        Figure figure, boolean fetched, Duration lag, Duration window, Duration staleAfter, Tolerances tolerances) {

    /** By how much a level is older than the time that is told with it. */
    Duration behind() {
        return fetched ? lag : Duration.ZERO;
    }
}
