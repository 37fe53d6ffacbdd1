package io.tillbridge.partner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a shared budget grants.
 *
 * @param permits calls that may be made while the lease lasts
 * @param block names the lease, for giving back
 * @param pause when no permit was granted: how long before asking again
 * @param slots calls that may be in flight at once
 * @param granted permits that were ever granted to anybody, by which a later reading is understood
 * @param left calls left after this; null when that is not known
 */
record BudgetGrant(
        int permits,
        long block,
        Duration pause,
        int slots,
        long granted,
        @Nullable Long left) {}
