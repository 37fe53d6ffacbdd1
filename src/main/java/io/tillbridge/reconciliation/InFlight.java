package io.tillbridge.reconciliation;

import java.math.BigDecimal;

/**
 * What the books have of an item at a location that the system may not have taken up yet.
 *
 * @param came into the location, zero or more
 * @param went out of it, zero or more
 */
record InFlight(BigDecimal came, BigDecimal went) {

    static final InFlight NONE = new InFlight(BigDecimal.ZERO, BigDecimal.ZERO);

    boolean none() {
        return came.signum() == 0 && went.signum() == 0;
    }

    /** What of a difference is left when as much of this as explains it was not taken up; never of the other sign. */
    BigDecimal without(BigDecimal difference) {
        return difference.signum() > 0
                ? difference.subtract(went).max(BigDecimal.ZERO)
                : difference.add(came).min(BigDecimal.ZERO);
    }
}
