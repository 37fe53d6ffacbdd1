package io.tillbridge.mapping.calc;

import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The operators: {@code + - * /} and order take numbers only, so that nothing is joined as text by accident. */
final class CalcOperators {

    private CalcOperators() {}

    static CalcNode prefix(String sign, CalcNode operand) {
        return sign.equals("!")
                ? operands -> !truth(operand.value(operands), sign)
                : operands -> number(operand.value(operands), sign).negate();
    }

    static CalcNode infix(String sign, CalcNode left, CalcNode right) {
        return switch (sign) {
            case "+" -> o -> number(left.value(o), sign).add(number(right.value(o), sign));
            case "-" -> o -> number(left.value(o), sign).subtract(number(right.value(o), sign));
            case "*" -> o -> number(left.value(o), sign).multiply(number(right.value(o), sign));
            case "/" -> o -> divide(number(left.value(o), sign), number(right.value(o), sign));
            case "=" -> o -> same(left.value(o), right.value(o));
            case "<>" -> o -> !same(left.value(o), right.value(o));
            case "<" -> o -> order(left.value(o), right.value(o), sign) < 0;
            case "<=" -> o -> order(left.value(o), right.value(o), sign) <= 0;
            case ">" -> o -> order(left.value(o), right.value(o), sign) > 0;
            case ">=" -> o -> order(left.value(o), right.value(o), sign) >= 0;
            case "&&" -> o -> truth(left.value(o), sign) && truth(right.value(o), sign);
            case "||" -> o -> truth(left.value(o), sign) || truth(right.value(o), sign);
            default -> throw new IllegalStateException("operator " + sign + " has no meaning");
        };
    }

    /**
     * A part that divides: rounded to 34 digits, and fenced, because with more digits before the point, that rounding would
     * show.
     *
     * @throws CalcFailure {@code too_many_digits}
     */
    static CalcNode ofQuotient(CalcNode part) {
        return operands -> {
            Object value = part.value(operands);
            if (!(value instanceof BigDecimal number)) {
                return value;
            }
            if (Decimals.wholeDigits(number) > Decimals.WHOLE_DIGITS_OF_QUOTIENTS) {
                throw new CalcFailure(
                        "too_many_digits",
                        "what is divided has at most " + Decimals.WHOLE_DIGITS_OF_QUOTIENTS
                                + " digits before the point, found " + Decimals.wholeDigits(number));
            }
            return Decimals.rounded(number);
        };
    }

    static BigDecimal number(@Nullable Object value, String where) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw wrong(value, "a number", where);
    }

    static boolean truth(@Nullable Object value, String where) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(value, "true or false", where);
    }

    static CalcFailure wrong(@Nullable Object value, String expected, String where) {
        return value == null
                ? new CalcFailure(
                        "calc_operand_missing", "'" + where + "' needs " + expected + ", found an absent cell")
                : new CalcFailure("calc_type", "'" + where + "' needs " + expected + ", found another type");
    }

    private static BigDecimal divide(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw new CalcFailure("calc_division_by_zero", "division by zero");
        }
        return Decimals.quotient(left, right);
    }

    private static int order(@Nullable Object left, @Nullable Object right, String sign) {
        return number(left, sign).compareTo(number(right, sign));
    }

    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (left.getClass() != right.getClass()) {
            throw new CalcFailure("calc_type", "'=' compares two values of one type, found two types");
        }
        return left.equals(right);
    }
}
