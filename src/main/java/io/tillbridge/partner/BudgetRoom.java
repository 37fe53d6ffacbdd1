package io.tillbridge.partner;

import io.tillbridge.connector.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long until a limit has room for a call again. */
final class BudgetRoom {

    private BudgetRoom() {}

    /** The time until then, as an answer tells it; empty when it tells nothing of it. */
    static Optional<Duration> in(@Nullable Budget budget, Received received, Clock clock) {
        BudgetReading told = BudgetReading.of(budget, received, 0, 0, clock);
        if (told == null) {
            return Optional.empty();
        }
        if (told.resetsIn() != null) {
            return Optional.of(told.available().signum() > 0 ? Duration.ZERO : told.resetsIn());
        }
        BigDecimal restore = told.restore();
        if (!(budget instanceof Budget.BucketFromResponse bucket) || restore == null || restore.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal full = bucket.maximum() == null ? told.available() : bucket.maximum();
        BigDecimal missing = bucket.reserve()
                .of(full)
                .add(restore)
                .subtract(told.available())
                .max(BigDecimal.ZERO);
        return Optional.of(Duration.ofMillis(
                missing.movePointRight(3).divide(restore, 0, RoundingMode.UP).longValue()));
    }
}
