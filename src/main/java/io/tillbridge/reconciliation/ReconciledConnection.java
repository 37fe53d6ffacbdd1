package io.tillbridge.reconciliation;

import java.time.Duration;

/**
 * What {@code config/reconciliation.yaml} says of a connection.
 *
 * @param mode shadow or on
 * @param every how often it is compared
 * @param corrections what is small enough to be corrected
 */
record ReconciledConnection(
        String id, Mode mode, Terms terms, Duration every, Corrections corrections, Breaker breaker) {}
