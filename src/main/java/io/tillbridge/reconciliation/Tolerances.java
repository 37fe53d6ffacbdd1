package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By how much a figure may differ.
 *
 * @param byClass of items of an ABC class; {@code *}: of every other item
 */
record Tolerances(Map<String, Tolerance> byClass) {

    /** The greater of both: units, and percent of what the books have. */
    record Tolerance(BigDecimal units, BigDecimal percent) {}

    static final String OTHERS = "*";

    /** A 0, B 1, C and the others the greater of 2 and 2 percent. */
    static final Tolerances USUAL = new Tolerances(Map.of(
            "A",
            new Tolerance(BigDecimal.ZERO, BigDecimal.ZERO),
            "B",
            new Tolerance(BigDecimal.ONE, BigDecimal.ZERO),
            "C",
            new Tolerance(BigDecimal.valueOf(2), BigDecimal.valueOf(2)),
            OTHERS,
            new Tolerance(BigDecimal.valueOf(2), BigDecimal.valueOf(2))));

    Tolerances {
        byClass = Map.copyOf(byClass);
    }

    /** In units, for an item of which the books have so much; a class that is not named is one of the others. */
    BigDecimal of(@Nullable String abcClass, BigDecimal booked) {
        Tolerance others = byClass.getOrDefault(OTHERS, new Tolerance(BigDecimal.ZERO, BigDecimal.ZERO));
        Tolerance tolerance = abcClass == null ? others : byClass.getOrDefault(abcClass, others);
        return tolerance.units().max(tolerance.percent().multiply(booked.abs()).movePointLeft(2));
    }
}
