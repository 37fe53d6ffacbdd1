package io.tillbridge.mapping.expr;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number that an expression may pass on and not calculate with: a decimal, or an integer that binary floating point
 * cannot hold. For JSONata it is an object without members, because it takes unknown classes for nothing and would leave
 * them out of sums and counts; everything that would look into it fails.
 */
final class Dec extends AbstractMap<String, Object> {

    private final JsonNode number;

    Dec(JsonNode number) {
        this.number = number;
    }

    /** The number as it came. */
    JsonNode number() {
        return number;
    }

    /** Its digits in plain notation. */
    String text() {
        BigDecimal value = Decimals.of(number);
        if (value == null) {
            throw Stopped.because("expr_decimal", "a number of more than 60 characters", "a number that can be read");
        }
        return value.toPlainString();
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return false;
    }

    @Override
    public Set<String> keySet() {
        return Set.of();
    }

    @Override
    public boolean isEmpty() {
        throw Stopped.decimal();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        throw Stopped.decimal();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        throw Stopped.decimal();
    }

    @Override
    public int hashCode() {
        throw Stopped.decimal();
    }

    @Override
    public String toString() {
        return "a decimal";
    }
}
