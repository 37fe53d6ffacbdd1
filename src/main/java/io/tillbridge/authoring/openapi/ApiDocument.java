package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An OpenAPI document with its references followed. */
final class ApiDocument {

    private static final int MOST_REFERENCES = 20;

    private final JsonNode root;

    private ApiDocument(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException when it is none, or of OpenAPI 2
     */
    static ApiDocument read(String text) {
        JsonNode root = YamlTree.read(text);
        if (!root.isObject()) {
            throw new IllegalArgumentException("the OpenAPI document is no object");
        }
        if (root.has("swagger")) {
            throw new IllegalArgumentException(
                    "the document is OpenAPI 2 (Swagger); convert it to OpenAPI 3 first, as most editors of it do");
        }
        return new ApiDocument(root);
    }

    JsonNode root() {
        return root;
    }

    /** The node that a node refers to within the document; a missing one when it is elsewhere. */
    JsonNode at(JsonNode node) {
        JsonNode found = node;
        for (int i = 0; found.path("$ref").isTextual(); i++) {
            String reference = found.path("$ref").asText();
            if (!reference.startsWith("#/") || i == MOST_REFERENCES) {
                return MissingNode.getInstance();
            }
            found = root.at(reference.substring(1).replace("%7B", "{").replace("%7D", "}"));
        }
        return found;
    }

    /** A schema with the members of all that it is made of; of alternatives the first. */
    JsonNode schema(JsonNode node) {
        return schema(node, 0);
    }

    private JsonNode schema(JsonNode node, int depth) {
        JsonNode found = at(node);
        if (depth == MOST_REFERENCES || !(found.has("allOf") || found.has("oneOf") || found.has("anyOf"))) {
            return found;
        }
        ObjectNode merged = ((ObjectNode) found).deepCopy();
        List<JsonNode> parts = new ArrayList<>();
        found.path("allOf").forEach(parts::add);
        for (String choice : new String[] {"oneOf", "anyOf"}) {
            for (JsonNode one : found.path(choice)) {
                if (!one.path("type").asText().equals("null")) {
                    parts.add(one);
                    break;
                }
            }
        }
        merged.remove(List.of("allOf", "oneOf", "anyOf"));
        for (JsonNode part : parts) {
            merge(merged, schema(part, depth + 1));
        }
        return merged;
    }

    private static void merge(ObjectNode into, JsonNode part) {
        part.properties().forEach(entry -> {
            if (entry.getKey().equals("properties")) {
                ObjectNode properties = into.withObjectProperty("properties");
                entry.getValue().properties().forEach(one -> {
                    if (!properties.has(one.getKey())) {
                        properties.set(one.getKey(), one.getValue());
                    }
                });
            } else if (entry.getKey().equals("required")
                    && into.path("required").isArray()) {
                entry.getValue()
                        .forEach(one -> into.withArrayProperty("required").add(one));
            } else if (!into.has(entry.getKey())) {
                into.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }

    /** A schema's type; of several the first that is not null. */
    static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        for (JsonNode one : type) {
            if (!one.asText().equals("null")) {
                return one.asText();
            }
        }
        return type.isTextual()
                ? type.asText()
                : schema.has("properties") ? "object" : schema.has("items") ? "array" : "";
    }

    /** Operations of a method by path, in the document's order. */
    Map<String, JsonNode> operations(String method) {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        root.path("paths").properties().forEach(entry -> {
            JsonNode operation = at(entry.getValue()).path(method);
            if (operation.isObject()) {
                operations.put(entry.getKey(), operation);
            }
        });
        return operations;
    }

    /** Parameters of an operation, those of its path among them. */
    List<JsonNode> parameters(String path, JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.path("parameters").forEach(one -> parameters.add(at(one)));
        at(root.path("paths").path(path)).path("parameters").forEach(one -> parameters.add(at(one)));
        return parameters;
    }

    /** The JSON content of a body or an answer; a missing node when it has none. */
    JsonNode json(JsonNode bodyOrAnswer) {
        for (Map.Entry<String, JsonNode> entry :
                at(bodyOrAnswer).path("content").properties()) {
            if (entry.getKey().contains("json") || entry.getKey().equals("*/*")) {
                return entry.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** The answer of success: 200, another of 2xx, else the default. */
    JsonNode success(JsonNode operation) {
        JsonNode answers = operation.path("responses");
        for (Map.Entry<String, JsonNode> entry : answers.properties()) {
            if (entry.getKey().matches("2[0-9X]{2}") && !json(entry.getValue()).isMissingNode()) {
                return at(entry.getValue());
            }
        }
        return at(answers.path("default"));
    }

    /** An example of a content: its own, one of its examples, or one composed from its schema. */
    JsonNode example(JsonNode content) {
        if (content.has("example")) {
            return content.path("example");
        }
        for (JsonNode one : content.path("examples")) {
            JsonNode value = at(one).path("value");
            if (!value.isMissingNode()) {
                return value;
            }
        }
        JsonNode composed = new ExamplePayload(this).of(content.path("schema"));
        return composed == null ? ExactJson.nodes().objectNode() : composed;
    }
}
