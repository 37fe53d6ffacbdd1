package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Functions of lists: what {@code []} or {@code inputs} made. A single value counts as a list of one. */
final class ListFunctions {

    static final Map<String, CellFunction.Factory> ALL = Map.ofEntries(
            Map.entry("sum", a -> (value, scope) -> sum(value)),
            Map.entry("difference", a -> (value, scope) -> difference(value)),
            Map.entry("min", a -> fold(BigDecimal::min)),
            Map.entry("max", a -> fold(BigDecimal::max)),
            Map.entry("first", a -> (value, scope) -> first(value)),
            Map.entry("coalesce", a -> (value, scope) -> first(value)),
            Map.entry("last", a -> (value, scope) -> last(value)),
            Map.entry(
                    "count",
                    a -> (value, scope) -> IntNode.valueOf(elements(value).size())),
            Map.entry("distinct", a -> (value, scope) -> distinct(value)),
            Map.entry("pick", ListFunctions::pick),
            Map.entry("position", a -> (value, scope) -> IntNode.valueOf(scope.position() + 1)));

    private ListFunctions() {}

    /** The elements that are present and not null. */
    static List<JsonNode> elements(JsonNode value) {
        if (!value.isArray()) {
            return List.of(value);
        }
        List<JsonNode> elements = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (!element.isNull() && !element.isMissingNode()) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static JsonNode sum(JsonNode value) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode element : elements(value)) {
            sum = sum.add(NumberFunctions.numberOf(element));
        }
        return NumberFunctions.node(sum);
    }

    /** The first less all others; others that are absent or null take nothing away, without a first there is nothing. */
    private static JsonNode difference(JsonNode value) {
        JsonNode first = value.isArray() ? value.path(0) : value;
        if (first.isMissingNode() || first.isNull()) {
            return MissingNode.getInstance();
        }
        BigDecimal whole = NumberFunctions.numberOf(first);
        BigDecimal others = NumberFunctions.numberOf(sum(value)).subtract(whole);
        return NumberFunctions.node(whole.subtract(others));
    }

    private static CellFunction fold(BinaryOperator<BigDecimal> step) {
        return (value, scope) -> {
            BigDecimal result = null;
            for (JsonNode element : elements(value)) {
                BigDecimal number = NumberFunctions.numberOf(element);
                result = result == null ? number : step.apply(result, number);
            }
            return result == null ? MissingNode.getInstance() : NumberFunctions.node(result);
        };
    }

    private static JsonNode first(JsonNode value) {
        if (!value.isArray()) {
            return value;
        }
        for (int i = 0; i < value.size(); i++) {
            if (!CompiledCell.absent(value.get(i))) {
                return value.get(i);
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode last(JsonNode value) {
        List<JsonNode> elements = elements(value);
        return elements.isEmpty() ? MissingNode.getInstance() : elements.get(elements.size() - 1);
    }

    /**
     * {@code pick(REF01, CN, REF02)}: of the first object whose member {@code REF01} is CN the member {@code REF02}, names with
     * dots for one further in; nothing when there is none. So are qualified values written: EDI references, metafields, custom
     * fields.
     */
    private static CellFunction pick(Arguments arguments) {
        String by = arguments.text("by");
        String is = arguments.text("is");
        List<String> take = List.of(arguments.text("take").split("\\."));
        return (value, scope) -> {
            for (JsonNode element : elements(value)) {
                JsonNode code = element.path(by);
                if (code.isValueNode() && code.asText().equals(is)) {
                    JsonNode taken = element;
                    for (String member : take) {
                        taken = taken.path(member);
                    }
                    return taken;
                }
            }
            return MissingNode.getInstance();
        };
    }

    private static JsonNode distinct(JsonNode value) {
        Set<JsonNode> seen = new LinkedHashSet<>(elements(value));
        ArrayNode distinct = ExactJson.nodes().arrayNode(seen.size());
        distinct.addAll(seen);
        return distinct;
    }
}
