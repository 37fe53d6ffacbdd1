package io.tillbridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document whose strings may be placeholders: a string that is one placeholder takes its value's type, one without
 * a value drops its member.
 */
public record JsonTemplate(JsonNode json) {

    /** The document with every placeholder replaced. */
    public JsonNode render(Function<String, ? extends @Nullable JsonNode> scope) {
        JsonNode rendered = render(json, scope);
        return rendered == null ? NullNode.getInstance() : rendered;
    }

    private static @Nullable JsonNode render(JsonNode node, Function<String, ? extends @Nullable JsonNode> scope) {
        if (node.isTextual()) {
            return node.textValue().contains("$(")
                    ? Template.parse(node.textValue()).value(scope)
                    : node;
        }
        if (node.isObject()) {
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> {
                JsonNode value = render(member.getValue(), scope);
                if (value != null) {
                    out.set(member.getKey(), value);
                }
            });
            return out;
        }
        if (node.isArray()) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> {
                JsonNode value = render(element, scope);
                if (value != null) {
                    out.add(value);
                }
            });
            return out;
        }
        return node;
    }
}
