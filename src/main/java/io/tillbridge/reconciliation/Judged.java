package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a figure turned out to be.
 *
 * @param drift what is told less what the books have and what is in flight; null: nothing can be compared
 * @param sighting when it was seen first and how often; null: in order, or stale
 */
record Judged(
        Compared compared,
        DriftClass as,
        @Nullable BigDecimal drift,
        @Nullable Sighting sighting) {

    /** Whether both sides were there and young enough. */
    boolean isCompared() {
        return drift != null;
    }

    /** Units that it differs by, above zero. */
    BigDecimal units() {
        return drift == null ? BigDecimal.ZERO : drift.abs();
    }

    /** What these units cost in the item's currency; null: no cost is known. */
    @Nullable
    BigDecimal value() {
        BigDecimal cost = compared.cost();
        return cost == null || drift == null ? null : drift.abs().multiply(cost);
    }
}
