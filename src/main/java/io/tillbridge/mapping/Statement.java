package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.calc.CalcExpression;
import io.tillbridge.mapping.calc.CalcFailure;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement about a document of any kind, in the expressions of {@code calc}. Numbers, amounts of money and text that is a
 * plain decimal are numbers; a path with {@code []} is a column. Thread-safe.
 */
public final class Statement {

    /** Text with a leading zero, such as a code, stays text. */
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,20})?");

    private final CalcExpression expression;
    private final List<SourcePath> paths;

    private Statement(CalcExpression expression, List<SourcePath> paths) {
        this.expression = expression;
        this.paths = List.copyOf(paths);
    }

    /**
     * Compiles a statement.
     *
     * @param with paths by the names that the expression uses; a name without one is a path itself
     * @throws IllegalArgumentException when the expression is not in the language; the message says where and why
     */
    public static Statement of(String test, Map<String, String> with) {
        CalcExpression expression = CalcExpression.of(test);
        List<SourcePath> paths = new ArrayList<>();
        for (String name : expression.names()) {
            String path = with.getOrDefault(name, name);
            paths.add(new SourcePath(path, SourcePath.Root.ELEMENT, -1, PathParser.steps(path)));
        }
        return new Statement(expression, paths);
    }

    /** Why the statement does not hold of a document; null when it does. */
    public @Nullable String broken(JsonNode document) {
        try {
            @Nullable Object[] operands = new Object[paths.size()];
            for (int i = 0; i < operands.length; i++) {
                operands[i] = operand(paths.get(i), document);
            }
            return Boolean.TRUE.equals(expression.value(operands)) ? null : "'" + expression + "' does not hold";
        } catch (CalcFailure failure) {
            return "'" + expression + "' cannot be calculated: " + failure.code() + ", " + failure.getMessage();
        }
    }

    private static @Nullable Object operand(SourcePath path, JsonNode document) {
        JsonNode found = path.walk(document, 0);
        if (!path.text().contains("[]")) {
            return value(found);
        }
        List<Object> column = new ArrayList<>();
        for (JsonNode element : found) {
            Object value = value(element);
            if (value != null) {
                column.add(value);
            }
        }
        return column;
    }

    private static @Nullable Object value(JsonNode node) {
        JsonNode amount = node.path("amount");
        JsonNode cell = amount.isMissingNode() ? node : amount;
        if (cell.isMissingNode() || cell.isNull()) {
            return null;
        }
        if (cell.isBoolean()) {
            return cell.booleanValue();
        }
        boolean number = cell.isNumber() || DECIMAL.matcher(cell.asText()).matches();
        BigDecimal decimal = number ? Decimals.of(cell) : null;
        return decimal == null ? cell.asText() : decimal;
    }
}
