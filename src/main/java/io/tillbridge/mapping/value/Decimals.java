package io.tillbridge.mapping.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Exact decimals and their one canonical text: plain notation without exponent and without trailing zeros, so that equal
 * numbers have equal texts ({@code 1.500}, {@code 1.5} and {@code 15E-1} are all {@code 1.5}; zero is {@code 0}).
 */
public final class Decimals {

    /** Digits that a quotient is rounded to, and the most that a calculated cell may have. */
    public static final int DIGITS = 34;

    /** Digits that what is calculated from a quotient may have before the point: ten are then right behind it. */
    public static final int WHOLE_DIGITS_OF_QUOTIENTS = 24;

    /** 34 digits, half even: for quotients and what is calculated from them; all else is exact. */
    private static final MathContext CONTEXT = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    private static final int MAX_TEXT = 60;
    private static final int MAX_EXPONENT = 100;
    /** Characters whose digits fit a long. */
    private static final int SHORT = 18;

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
        return length <= SHORT ? small(text, start, dot) : new BigDecimal(text);
    }

    /** What BigDecimal reads, of digits that fit a long. */
    private static BigDecimal small(String text, int start, int dot) {
        long unscaled = 0;
        for (int i = start; i < text.length(); i++) {
            if (i != dot) {
                unscaled = unscaled * 10 + text.charAt(i) - '0';
            }
        }
        return BigDecimal.valueOf(start == 0 ? unscaled : -unscaled, dot < 0 ? 0 : text.length() - 1 - dot);
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

    /** The quotient: exact by a power of ten, else rounded to {@value #DIGITS} digits; the divisor is not zero. */
    public static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        boolean powerOfTen = divisor.stripTrailingZeros().unscaledValue().abs().equals(BigInteger.ONE);
        return powerOfTen ? dividend.divide(divisor) : dividend.divide(divisor, CONTEXT);
    }

    /** At most {@value #DIGITS} digits, half even. */
    public static BigDecimal rounded(BigDecimal value) {
        return value.round(CONTEXT);
    }

    /** Digits before the point; 0 below one. */
    public static int wholeDigits(BigDecimal value) {
        return value.signum() == 0 ? 0 : Math.max(0, value.precision() - value.scale());
    }

    /** Digits of the plain notation: those before the point, and those of the scale. */
    public static int digits(BigDecimal value) {
        return wholeDigits(value) + Math.max(0, value.scale());
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
