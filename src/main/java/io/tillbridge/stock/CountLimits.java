package io.tillbridge.stock;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * By how much a count may differ from the books before somebody counts again or a person approves it.
 *
 * @param recountUnits a difference up to this needs no recount
 * @param recountPercent nor one up to this share of what was expected
 * @param approveUnits a greater difference needs an approval; null: units alone never do
 * @param approveValue a difference worth more needs one, at the item's cost and in its currency; null: value never does
 */
public record CountLimits(
        BigDecimal recountUnits,
        BigDecimal recountPercent,
        @Nullable BigDecimal approveUnits,
        @Nullable BigDecimal approveValue) {

    /** Everything is posted. */
    public static final CountLimits NONE = new CountLimits(new BigDecimal("1e15"), BigDecimal.ZERO, null, null);

    /**
     * Why a difference waits: {@code approve_units}, {@code approve_value} or {@code recount}; null when it does not.
     *
     * @param cost of one unit; null when it is not known
     * @param waiting the difference that an earlier count of the same found, whose recount this is; null when it is none
     */
    public @Nullable String reason(
            BigDecimal variance, BigDecimal expected, @Nullable BigDecimal cost, @Nullable BigDecimal waiting) {
        BigDecimal units = variance.abs();
        if (approveUnits != null && units.compareTo(approveUnits) > 0) {
            return "approve_units";
        }
        if (approveValue != null && cost != null && units.multiply(cost).compareTo(approveValue) > 0) {
            return "approve_value";
        }
        BigDecimal tolerated =
                recountUnits.max(recountPercent.multiply(expected.abs()).movePointLeft(2));
        boolean confirmed = waiting != null && waiting.subtract(variance).abs().compareTo(tolerated) <= 0;
        return units.compareTo(tolerated) > 0 && !confirmed ? "recount" : null;
    }
}
