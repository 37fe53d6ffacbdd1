package io.tillbridge.stock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How much a rule keeps back.
 *
 * @param value zero or more: units, or percent
 * @param percent of what is sellable, rounded up to whole units; false: units
 * @param atLeast units; null: zero
 * @param atMost units; null: no limit
 */
public record BufferAmount(
        BigDecimal value,
        boolean percent,
        @Nullable BigDecimal atLeast,
        @Nullable BigDecimal atMost) {

    public static BufferAmount units(BigDecimal units) {
        return new BufferAmount(units, false, null, null);
    }

    /** In the item's base unit, zero or more. */
    BigDecimal of(BigDecimal sellable) {
        BigDecimal units = percent
                ? sellable.max(BigDecimal.ZERO).multiply(value).movePointLeft(2).setScale(0, RoundingMode.CEILING)
                : value;
        if (atLeast != null) {
            units = units.max(atLeast);
        }
        return atMost == null ? units : units.min(atMost);
    }
}
