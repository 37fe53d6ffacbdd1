package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Decimals;
import io.tillbridge.mapping.value.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Functions of numbers: exact decimals in, canonical decimal text out; money counts as its amount. */
final class NumberFunctions {

    static final Map<String, CellFunction.Factory> ALL = Map.of(
            "abs", a -> number(BigDecimal::abs),
            "negate", a -> number(BigDecimal::negate),
            "floor", a -> number(value -> value.setScale(0, RoundingMode.FLOOR)),
            "clamp", NumberFunctions::clamp,
            "round", NumberFunctions::round,
            "unit", NumberFunctions::unit,
            "allocate", AllocateFunction::of);

    /** In the base unit of its kind: gram, metre, litre. */
    private static final Map<String, Unit> UNITS = Map.ofEntries(
            Map.entry("mg", new Unit("mass", "0.001")),
            Map.entry("g", new Unit("mass", "1")),
            Map.entry("kg", new Unit("mass", "1000")),
            Map.entry("oz", new Unit("mass", "28.349523125")),
            Map.entry("lb", new Unit("mass", "453.59237")),
            Map.entry("mm", new Unit("length", "0.001")),
            Map.entry("cm", new Unit("length", "0.01")),
            Map.entry("m", new Unit("length", "1")),
            Map.entry("in", new Unit("length", "0.0254")),
            Map.entry("ml", new Unit("volume", "0.001")),
            Map.entry("l", new Unit("volume", "1")));

    private record Unit(String kind, String factor) {}

    private NumberFunctions() {}

    /** The number a value holds; of money the amount. */
    static BigDecimal numberOf(JsonNode value) {
        JsonNode amount = value.isObject() ? value.get("amount") : null;
        return NumberTyping.number(amount == null ? value : amount);
    }

    static JsonNode node(BigDecimal value) {
        return TextNode.valueOf(Decimals.plain(value));
    }

    private static CellFunction number(UnaryOperator<BigDecimal> step) {
        return (value, scope) -> node(step.apply(numberOf(value)));
    }

    private static CellFunction clamp(Arguments arguments) {
        BigDecimal min = arguments.decimal("min");
        BigDecimal max = arguments.decimal("max");
        if (min == null && max == null) {
            arguments.problem("neither min nor max", "one of them", "write clamp(min=0)");
        }
        return number(value -> {
            BigDecimal above = min == null ? value : value.max(min);
            return max == null ? above : above.min(max);
        });
    }

    private static CellFunction round(Arguments arguments) {
        int scale = arguments.integer("scale", 0);
        String word = arguments.text("mode", "half_up");
        Rounding mode = Rounding.WORDS.get(word);
        if (mode == null || mode == Rounding.REJECT) {
            arguments.problem("mode " + word, "half_up, half_even or down", "write round(2, half_up)");
            return (value, scope) -> value;
        }
        return (value, scope) -> {
            BigDecimal rounded = mode.apply(numberOf(value), scale);
            return rounded == null ? value : node(rounded);
        };
    }

    private static CellFunction unit(Arguments arguments) {
        Unit from = UNITS.get(arguments.text("from"));
        Unit to = UNITS.get(arguments.text("to"));
        if (from == null || to == null || !from.kind().equals(to.kind())) {
            arguments.problem(
                    "units that do not fit",
                    "two of one kind out of " + new TreeSet<>(UNITS.keySet()),
                    "write unit(g, kg)");
            return (value, scope) -> value;
        }
        BigDecimal factor = new BigDecimal(from.factor());
        BigDecimal divisor = new BigDecimal(to.factor());
        return number(value -> converted(value, factor, divisor));
    }

    private static BigDecimal converted(BigDecimal value, BigDecimal factor, BigDecimal divisor) {
        BigDecimal quotient = Decimals.quotient(value.multiply(factor), divisor);
        if (Decimals.wholeDigits(quotient) > Decimals.WHOLE_DIGITS_OF_QUOTIENTS) {
            throw Stop.because(
                    "too_many_digits",
                    node(value),
                    "at most " + Decimals.WHOLE_DIGITS_OF_QUOTIENTS
                            + " digits before the point after unit(); the sender must correct the figure");
        }
        return quotient;
    }
}
