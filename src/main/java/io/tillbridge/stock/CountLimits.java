package io.tillbridge.stock;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * By how much a count may differ from the books before somebody counts again or a person approves it.
 *
 * @param recountUnits a difference up to this needs no recount
 * @param recountPercent nor one up to this share of what was expected
 * @param recountValue a difference worth more wants one, however few units it is, at the item's cost and in its currency; null:
 *     value never does
 * @param approveUnits a greater difference needs an approval; null: units alone never do
 * @param approveValue a difference worth more needs one, at the item's cost and in its currency; null: value never does
 */
public record CountLimits(
        BigDecimal recountUnits,
        BigDecimal recountPercent,
        @Nullable BigDecimal recountValue,
        @Nullable BigDecimal approveUnits,
        @Nullable BigDecimal approveValue) {

    /** Everything is posted. */
    public static final CountLimits NONE = new CountLimits(new BigDecimal("1e15"), BigDecimal.ZERO, null, null, null);

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
        if (worth(units, cost, approveValue)) {
            return "approve_value";
        }
        BigDecimal tolerated =
                recountUnits.max(recountPercent.multiply(expected.abs()).movePointLeft(2));
        if (units.compareTo(tolerated) <= 0 && !worth(units, cost, recountValue)) {
            return null;
        }
        BigDecimal apart = waiting == null ? null : waiting.subtract(variance).abs();
        boolean confirmed = apart != null && apart.compareTo(tolerated) <= 0 && !worth(apart, cost, recountValue);
        return confirmed ? null : "recount";
    }

    /** Whether what a unit costs matters. */
    public boolean byValue() {
        return recountValue != null || approveValue != null;
    }

    /** What has no known cost is worth no more than anything. */
    private static boolean worth(BigDecimal units, @Nullable BigDecimal cost, @Nullable BigDecimal limit) {
        return limit != null && cost != null && units.multiply(cost).compareTo(limit) > 0;
    }
}
