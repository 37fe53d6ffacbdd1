package io.tillbridge.mapping.calc;

import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions of the fence. Columns and single values may be mixed; absent cells of a column are left out. */
final class CalcFunctions {

    private static final int MAX_SCALE = 30;

    private CalcFunctions() {}

    /** The function, or null when it does not take that many arguments. */
    static @Nullable CalcNode of(String name, List<CalcNode> arguments) {
        int count = arguments.size();
        return switch (name) {
            case "sum" -> count == 0 ? null : fold(name, arguments, BigDecimal::add);
            case "min" -> count == 0 ? null : fold(name, arguments, BigDecimal::min);
            case "max" -> count == 0 ? null : fold(name, arguments, BigDecimal::max);
            case "count" ->
                count == 0 ? null : o -> BigDecimal.valueOf(values(arguments, o).size());
            case "abs" ->
                count != 1
                        ? null
                        : o -> CalcOperators.number(arguments.get(0).value(o), name)
                                .abs();
            case "if" ->
                count != 3
                        ? null
                        : o -> (CalcOperators.truth(arguments.get(0).value(o), name)
                                        ? arguments.get(1)
                                        : arguments.get(2))
                                .value(o);
            case "round_half_up" -> count != 2 ? null : round(name, arguments, RoundingMode.HALF_UP);
            case "round_half_even" -> count != 2 ? null : round(name, arguments, RoundingMode.HALF_EVEN);
            case "round_down" -> count != 2 ? null : round(name, arguments, RoundingMode.DOWN);
            default -> null;
        };
    }

    private static CalcNode fold(String name, List<CalcNode> arguments, BinaryOperator<BigDecimal> step) {
        return operands -> {
            BigDecimal result = null;
            for (Object value : values(arguments, operands)) {
                BigDecimal number = CalcOperators.number(value, name);
                result = result == null ? number : step.apply(result, number);
            }
            if (result == null) {
                return name.equals("sum") ? BigDecimal.ZERO : null;
            }
            return result;
        };
    }

    private static List<Object> values(List<CalcNode> arguments, @Nullable Object[] operands) {
        List<Object> values = new ArrayList<>();
        for (CalcNode argument : arguments) {
            Object value = argument.value(operands);
            if (value instanceof List<?> column) {
                values.addAll(column);
            } else if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static CalcNode round(String name, List<CalcNode> arguments, RoundingMode mode) {
        return operands -> {
            BigDecimal value = CalcOperators.number(arguments.get(0).value(operands), name);
            BigDecimal scale =
                    Decimals.whole(CalcOperators.number(arguments.get(1).value(operands), name));
            if (scale == null || scale.signum() < 0 || scale.compareTo(BigDecimal.valueOf(MAX_SCALE)) > 0) {
                throw new CalcFailure("calc_type", name + " needs a whole number of digits from 0 to " + MAX_SCALE);
            }
            return value.setScale(scale.intValueExact(), mode);
        };
    }
}
