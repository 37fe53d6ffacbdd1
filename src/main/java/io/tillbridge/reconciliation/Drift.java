package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Judges one figure against the books. What one side does not say is never a zero. */
final class Drift {

    private final Terms terms;
    private final Instant now;
    private final @Nullable Instant lastRun;

    /** @param lastRun the connection's run before this one; null: this is the first */
    Drift(Terms terms, Instant now, @Nullable Instant lastRun) {
        this.terms = terms;
        this.now = now;
        this.lastRun = lastRun;
    }

    /** @param before what earlier runs saw; null: nothing */
    Judged judge(Compared compared, @Nullable Sighting before) {
        BigDecimal told = compared.told();
        BigDecimal booked = compared.booked();
        Instant toldAt = compared.toldAt();
        if (told == null || toldAt == null) {
            return missing(compared, before);
        }
        if (toldAt.plus(terms.staleAfter()).isBefore(now) || !compared.known()) {
            return new Judged(compared, DriftClass.STALE, null, null);
        }
        if (booked == null) {
            return missing(compared, before);
        }
        BigDecimal drift = compared.inFlight().without(terms.figure().difference(told, booked, compared.claimed()));
        if (drift.abs().compareTo(terms.tolerances().of(compared.abcClass(), booked)) <= 0) {
            return new Judged(compared, DriftClass.OK, drift, null);
        }
        Sighting sighting = seen(before, drift.signum());
        return new Judged(
                compared, sighting.times() > 1 ? DriftClass.CONFIRMED : DriftClass.TRANSIENT, drift, sighting);
    }

    private Judged missing(Compared compared, @Nullable Sighting before) {
        return new Judged(compared, DriftClass.MISSING, null, seen(before, 0));
    }

    /** A look sooner than two lags after the first is the same sight; another sign is another drift. */
    private Sighting seen(@Nullable Sighting before, int sign) {
        if (before == null || before.sign() != sign) {
            return new Sighting(sign, now, 1, lastRun);
        }
        Duration since = Duration.between(before.first(), now);
        boolean again = since.compareTo(terms.lag().multipliedBy(2)) >= 0 && since.compareTo(Duration.ZERO) > 0;
        return again || before.times() > 1
                ? new Sighting(sign, before.first(), before.times() + 1, before.beganAfter())
                : before;
    }
}
