package io.tillbridge.reconciliation;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Figures of a warehouse system to judge: lag ten minutes, window five, stale after a day. */
final class Pairs {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Duration LAG = Duration.ofMinutes(10);
    static final Terms TERMS =
            new Terms(Figure.SELLABLE, false, LAG, Duration.ofMinutes(5), Duration.ofDays(1), Tolerances.USUAL);

    private Pairs() {}

    static Compared of(@Nullable String abcClass, @Nullable String told, @Nullable String booked) {
        return of("TEE", abcClass, told, booked, "10", InFlight.NONE);
    }

    static Compared of(
            String sku,
            @Nullable String abcClass,
            @Nullable String told,
            @Nullable String booked,
            @Nullable String cost,
            InFlight inFlight) {
        return new Compared(
                new StockKey(sku, "S1"),
                abcClass,
                number(told),
                told == null ? null : NOW,
                number(booked),
                true,
                BigDecimal.ZERO,
                inFlight,
                number(cost),
                cost == null ? null : "EUR");
    }

    static Judged judged(Compared compared, @Nullable Sighting before) {
        return new Drift(TERMS, NOW, null).judge(compared, before);
    }

    /** Seen two lags ago for the first time, to this side. */
    static Sighting before(int sign) {
        return new Sighting(sign, NOW.minus(LAG.multipliedBy(2)), 1, null);
    }

    /** Told more or less than the books for the second time. */
    static Judged confirmed(String sku, String told, String booked, @Nullable String cost) {
        Compared compared = of(sku, "A", told, booked, cost, InFlight.NONE);
        return judged(compared, before(new BigDecimal(told).compareTo(new BigDecimal(booked))));
    }

    static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
