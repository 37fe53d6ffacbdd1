package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run in which too much would change at once: a wrong mapping looks just like that.
 *
 * @param itemsPercent more of the items compared trip it
 * @param unitsPercent more of the units that the books have of them trip it
 */
record Breaker(BigDecimal itemsPercent, BigDecimal unitsPercent) {

    static final Breaker USUAL = new Breaker(BigDecimal.valueOf(5), BigDecimal.valueOf(20));

    /** {@code items} or {@code units}; null when it holds. */
    @Nullable
    String trips(RunTotals totals) {
        if (above(BigDecimal.valueOf(totals.confirmed()), BigDecimal.valueOf(totals.items()), itemsPercent)) {
            return "items";
        }
        return above(totals.driftUnits(), totals.bookedUnits(), unitsPercent) ? "units" : null;
    }

    private static boolean above(BigDecimal part, BigDecimal whole, BigDecimal percent) {
        return part.movePointRight(2).compareTo(whole.multiply(percent)) > 0;
    }
}
