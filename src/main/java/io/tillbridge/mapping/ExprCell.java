package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.expr.ExprExpression;
import io.tillbridge.mapping.expr.ExprFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The expression of a row with the values that it reads by {@code $}.
 *
 * @param lets slots by name
 */
record ExprCell(ExprExpression expression, Map<String, Integer> lets) {

    /** What every expression may read beside lets; {@code $} and {@code $$} are the element. */
    static final Set<String> SURROUNDINGS = Set.of("root", "parent", "connection", "event", "resolved");

    ExprCell {
        lets = Map.copyOf(lets);
    }

    /**
     * The value.
     *
     * @throws Stop when there is none
     */
    JsonNode value(Scope scope) {
        Map<String, JsonNode> variables = new HashMap<>();
        for (String name : expression.variables()) {
            Integer slot = lets.get(name);
            variables.put(
                    name, slot == null ? surrounding(name, scope) : scope.run().let(slot));
        }
        try {
            return expression.value(scope.source(), variables);
        } catch (ExprFailure failure) {
            throw Stop.because(
                    failure.code(),
                    TextNode.valueOf(failure.getMessage()),
                    failure.expected() + "; the row's expression is '" + expression + "'");
        }
    }

    private static JsonNode surrounding(String name, Scope scope) {
        return switch (name) {
            case "root" -> scope.root().source();
            case "parent" ->
                scope.parent() == null
                        ? MissingNode.getInstance()
                        : scope.parent().source();
            case "connection" -> connection(scope.input().connection());
            case "event" -> event(scope.input().event());
            default -> resolved(scope);
        };
    }

    private static JsonNode connection(TranslationInput.Connection connection) {
        ObjectNode object = ExactJson.nodes()
                .objectNode()
                .put("id", connection.id())
                .put("timezone", connection.timezone().getId());
        ObjectNode settings = object.putObject("settings");
        connection.settings().forEach(settings::put);
        return object;
    }

    private static JsonNode event(TranslationInput.Event event) {
        ObjectNode object = ExactJson.nodes()
                .objectNode()
                .put("receivedAt", event.receivedAt().toString())
                .put("flow", event.flow());
        if (event.parentKey() != null) {
            object.put("parentKey", event.parentKey());
        }
        ObjectNode headers = object.putObject("headers");
        event.headers().forEach(headers::put);
        return object;
    }

    private static JsonNode resolved(Scope scope) {
        ObjectNode object = ExactJson.nodes().objectNode();
        for (String name : scope.input().resolved().keySet()) {
            JsonNode value = scope.resolved(name);
            if (!value.isMissingNode()) {
                object.set(name, value);
            }
        }
        return object;
    }

    @Override
    public String toString() {
        return expression.toString();
    }
}
