package io.tillbridge.reconciliation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found.
 *
 * @param stopped what tripped the breaker: {@code items} or {@code units}; null: nothing did
 * @param found every figure that differs or is missing, by item and location
 * @param corrected how many of them were corrected behind it
 */
record RunReport(
        String connection,
        Instant startedAt,
        RunTotals totals,
        @Nullable String stopped,
        List<Found> found,
        long corrected) {

    RunReport {
        found = List.copyOf(found);
    }

    RunReport withCorrected(long figures) {
        return new RunReport(connection, startedAt, totals, stopped, found, figures);
    }

    /** How many of the confirmed are small enough to be corrected. */
    long correctable() {
        return found.stream().filter(one -> one.outcome() == Outcome.CORRECT).count();
    }
}
