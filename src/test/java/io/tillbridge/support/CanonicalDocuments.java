package io.tillbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Canonical events made of their schemas, so that a cell that is new there is in them at once. */
public final class CanonicalDocuments {

    private static final Map<String, String> TEXTS = Map.of(
            "decimal", "1.5",
            "instant", "2026-05-01T10:00:00Z",
            "date", "2026-05-01",
            "currency", "EUR",
            "revision", "3",
            "timezone", "Europe/Berlin");

    private CanonicalDocuments() {}

    /** With every cell of the schema but {@code ext}, lists of one element. */
    public static ObjectNode whole(EventType type) {
        return of(type, true);
    }

    /** With those cells alone that must be there. */
    public static ObjectNode bare(EventType type) {
        return of(type, false);
    }

    private static ObjectNode of(EventType type, boolean all) {
        try {
            JsonNode schema =
                    ExactJson.parse(Files.readString(Path.of("config/canonical", type.schema() + ".v1.schema.json")));
            return object(schema, schema, all);
        } catch (IOException e) {
            throw new UncheckedIOException("no schema of " + type, e);
        }
    }

    private static ObjectNode object(JsonNode root, JsonNode schema, boolean all) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(cell -> {
            boolean wanted = all ? !cell.getKey().equals("ext") : required.contains(cell.getKey());
            if (wanted) {
                object.set(cell.getKey(), value(root, cell.getKey(), cell.getValue(), all));
            }
        });
        return object;
    }

    private static JsonNode value(JsonNode root, String name, JsonNode written, boolean all) {
        JsonNode schema =
                written.has("$ref") ? root.at(written.get("$ref").asText().substring(1)) : written;
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String type = schema.path("x-type").asText(schema.path("type").asText());
        return switch (type) {
            case "array" -> nodes.arrayNode().add(value(root, name, schema.path("items"), all));
            case "object" -> object(root, schema, all);
            case "money" -> nodes.objectNode().put("amount", "7.50").put("currency", "EUR");
            case "int", "integer" -> nodes.numberNode(3);
            case "bool", "boolean" -> nodes.booleanNode(true);
            case "enum" -> schema.path("enum").get(0);
            default -> nodes.textNode(TEXTS.getOrDefault(type, name));
        };
    }

    /** The types of events that destinations are told. */
    public static List<EventType> told() {
        return Stream.of(EventType.values())
                .filter(type -> type.direction() == EventType.Direction.OUT)
                .toList();
    }
}
