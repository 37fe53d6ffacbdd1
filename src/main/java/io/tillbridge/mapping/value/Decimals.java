package io.tillbridge.mapping.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Exact decimals and their one canonical text: plain notation without exponent and without trailing zeros, so that equal
 * numbers have equal texts ({@code 1.500}, {@code 1.5} and {@code 15E-1} are all {@code 1.5}; zero is {@code 0}).
 */
public final class Decimals {

    /** 34 digits, half even: the only context arithmetic uses. */
    public static final MathContext CONTEXT = new MathContext(34, RoundingMode.HALF_EVEN);

    private static final int MAX_TEXT = 60;
    private static final int MAX_EXPONENT = 100;

    private Decimals() {}

    /** Reads {@code -?digits[.digits]} of up to 60 characters; null for anything else, exponents and spaces included. */
    public static @Nullable BigDecimal parse(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length == start || length > MAX_TEXT) {
            return null;
        }
        int dot = -1;
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && dot < 0 && i > start && i < length - 1) {
                dot = i;
            } else if (c < '0' || c > '9') {
                return null;
            }
        }
        return new BigDecimal(text);
    }

    /** A JSON number, or a text as {@link #parse} reads it; null for anything else and for absurd exponents. */
    public static @Nullable BigDecimal of(JsonNode node) {
        if (node.isTextual()) {
            return parse(node.textValue());
        }
        if (!node.isNumber()) {
            return null;
        }
        BigDecimal value = node.decimalValue();
        return Math.abs((long) value.scale()) > MAX_EXPONENT || value.precision() > MAX_TEXT ? null : value;
    }

    /** The canonical text. */
    public static String plain(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        return (value.scale() == 0 ? value : value.stripTrailingZeros()).toPlainString();
    }

    /** The value with a zero fraction removed when it is whole; null when it has a fraction. */
    public static @Nullable BigDecimal whole(BigDecimal value) {
        if (value.scale() == 0) {
            return value;
        }
        return value.stripTrailingZeros().scale() <= 0 ? value.setScale(0, RoundingMode.UNNECESSARY) : null;
    }
}
