package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Composes a payload from a schema: examples and defaults where it has them, else values that fit types and names. */
final class ExamplePayload {

    private static final int DEEPEST = 7;

    /** Large APIs describe each object within each other: a sample needs the outer ones. */
    private static final int MOST_VALUES = 3000;

    private final ApiDocument document;

    /** References that are being followed: a schema may hold itself. */
    private final Deque<String> following = new ArrayDeque<>();

    private int values;

    ExamplePayload(ApiDocument document) {
        this.document = document;
    }

    /** A payload; null when the schema is one that is being composed already, or too deep or large. */
    @Nullable
    JsonNode of(JsonNode schema) {
        return of("", schema, 0);
    }

    private @Nullable JsonNode of(String name, JsonNode reference, int depth) {
        String target = reference.path("$ref").asText();
        if (depth > DEEPEST || values++ > MOST_VALUES || (!target.isEmpty() && following.contains(target))) {
            return null;
        }
        following.push(target.isEmpty() ? "#" + depth : target);
        JsonNode value = composed(name, document.schema(reference), depth);
        following.pop();
        return value;
    }

    private @Nullable JsonNode composed(String name, JsonNode schema, int depth) {
        for (String said : new String[] {"example", "const", "default"}) {
            if (schema.has(said) && !schema.path(said).isNull()) {
                return schema.path(said);
            }
        }
        for (String said : new String[] {"examples", "enum"}) {
            if (schema.path(said).isArray() && !schema.path(said).isEmpty()) {
                return schema.path(said).path(0);
            }
        }
        return switch (ApiDocument.type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> {
                ArrayNode array = ExactJson.nodes().arrayNode();
                JsonNode element = of(name, schema.path("items"), depth + 1);
                yield element == null ? array : array.add(element);
            }
            case "integer" -> IntNode.valueOf(schema.path("minimum").asInt(1));
            case "number" ->
                schema.has("minimum") && schema.path("minimum").decimalValue().signum() > 0
                        ? schema.path("minimum")
                        : DecimalNode.valueOf(new BigDecimal("19.90"));
            case "boolean" -> ExactJson.nodes().booleanNode(false);
            case "string" -> TextNode.valueOf(text(name.toLowerCase(Locale.ROOT), schema));
            default -> schema.isObject() && !schema.isEmpty() ? TextNode.valueOf("a text") : null;
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = ExactJson.nodes().objectNode();
        schema.path("properties").properties().forEach(entry -> {
            JsonNode value = of(entry.getKey(), entry.getValue(), depth + 1);
            if (value != null) {
                object.set(entry.getKey(), value);
            }
        });
        return object;
    }

    private static String text(String name, JsonNode schema) {
        String format = schema.path("format").asText();
        return switch (format) {
            case "date-time" -> "2026-01-05T10:00:00Z";
            case "date" -> "2026-01-05";
            case "uuid" -> "9f0c1e5a-0c2b-4c55-8f0e-3d1f6c1f7a10";
            case "email" -> "ana@example.com";
            case "uri", "url" -> "https://example.com/" + name;
            default -> named(name);
        };
    }

    private static String named(String name) {
        if (name.contains("currency")) {
            return "EUR";
        }
        if (name.contains("sku")) {
            return "MUG";
        }
        if (name.contains("email")) {
            return "ana@example.com";
        }
        if (name.matches(".*(price|total|amount|tax|discount|cost)")) {
            return "19.90";
        }
        if (name.matches(".*(quantity|qty|count|units)")) {
            return "1";
        }
        if (name.matches(".*(_at|date|time|_on)|created|updated|modified")) {
            return "2026-01-05T10:00:00Z";
        }
        return name.endsWith("id") || name.matches(".*(number|code|_no)") ? "A-1" : name.isEmpty() ? "a text" : name;
    }
}
