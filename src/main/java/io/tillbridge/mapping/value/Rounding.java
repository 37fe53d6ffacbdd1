package io.tillbridge.mapping.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of more fraction digits than a cell may have. */
public enum Rounding {
    /** Too many digits are an error: the default. */
    REJECT(RoundingMode.UNNECESSARY),
    HALF_UP(RoundingMode.HALF_UP),
    HALF_EVEN(RoundingMode.HALF_EVEN),
    /** Towards zero. */
    DOWN(RoundingMode.DOWN);

    /** The words of {@code round:}. */
    public static final Map<String, Rounding> WORDS =
            Map.of("reject", REJECT, "half_up", HALF_UP, "half_even", HALF_EVEN, "down", DOWN);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    /** The value with exactly {@code scale} fraction digits; null when digits would be lost and that is rejected. */
    public @Nullable BigDecimal apply(BigDecimal value, int scale) {
        if (value.scale() <= scale) {
            return value.setScale(scale, RoundingMode.UNNECESSARY);
        }
        if (this != REJECT) {
            return value.setScale(scale, mode);
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() > scale ? null : stripped.setScale(scale, RoundingMode.UNNECESSARY);
    }
}
