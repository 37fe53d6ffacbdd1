package io.tillbridge.stock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How much a rule keeps back.
 *
 * @param value zero or more: units, percent or days
 * @param measure percent of what is sellable and days of cover are rounded up to whole units
 * @param atLeast units; null: zero
 * @param atMost units; null: no limit
 */
public record BufferAmount(
        BigDecimal value,
        Measure measure,
        @Nullable BigDecimal atLeast,
        @Nullable BigDecimal atMost) {

    /** In what the amount is given. */
    public enum Measure {
        UNITS,
        PERCENT,
        /** So many days of what leaves the location for customers in a day. */
        DAYS_OF_COVER
    }

    public static BufferAmount units(BigDecimal units) {
        return new BufferAmount(units, Measure.UNITS, null, null);
    }

    /**
     * In the item's base unit, zero or more.
     *
     * @param daily how many leave in a day
     */
    BigDecimal of(BigDecimal sellable, BigDecimal daily) {
        BigDecimal units = switch (measure) {
            case UNITS -> value;
            case PERCENT ->
                sellable.max(BigDecimal.ZERO).multiply(value).movePointLeft(2).setScale(0, RoundingMode.CEILING);
            case DAYS_OF_COVER -> daily.multiply(value).setScale(0, RoundingMode.CEILING);
        };
        if (atLeast != null) {
            units = units.max(atLeast);
        }
        return atMost == null ? units : units.min(atMost);
    }
}
