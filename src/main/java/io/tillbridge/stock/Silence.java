package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From when on the silence of a connection means that nobody knows its stock: the longer one of the two.
 *
 * @param atLeast so long
 * @param gaps so many times its usual gap; null: only the time counts
 */
public record Silence(Duration atLeast, @Nullable BigDecimal gaps) {

    /**
     * How long it may be silent.
     *
     * @param gapSeconds the usual gap; null: not known yet
     */
    public Duration limit(@Nullable BigDecimal gapSeconds) {
        if (gaps == null || gapSeconds == null) {
            return atLeast;
        }
        Duration usual = Duration.ofSeconds(gapSeconds.multiply(gaps).longValue());
        return usual.compareTo(atLeast) > 0 ? usual : atLeast;
    }
}
