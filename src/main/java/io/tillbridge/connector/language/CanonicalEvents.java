package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Event types that a canonical schema declares with {@code x-events} and gives a fact key with {@code x-fact-key}. */
final class CanonicalEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern POINTER = Pattern.compile("/");
    private static final Pattern DOTTED = Pattern.compile("\\.");

    private final Map<String, JsonNode> schemas = new TreeMap<>();

    private CanonicalEvents() {}

    static CanonicalEvents read(HomeFiles home, Problems problems) {
        CanonicalEvents events = new CanonicalEvents();
        for (String file : home.list("config/canonical", ".schema.json")) {
            try {
                JsonNode schema = JSON.readTree(home.bytes(file));
                for (JsonNode event : schema.path("x-events")) {
                    if (schema.path("x-fact-key").has(event.asText())) {
                        events.schemas.put(event.asText(), schema);
                    }
                }
            } catch (JsonProcessingException e) {
                problems.add(file, "wrong_json", e.getOriginalMessage(), "a JSON Schema", "correct the file");
            } catch (IOException e) {
                problems.add(file, "unreadable", "an unreadable file", "a JSON Schema", "check its permissions");
            }
        }
        return events;
    }

    /** Whether a schema declares the event; true when the home has no schema at all, as a part of a home may. */
    boolean declares(String event) {
        return schemas.isEmpty() || schemas.containsKey(event);
    }

    /**
     * Where a path into an event leads nowhere.
     *
     * @param path dotted names, or a JSON Pointer
     * @return names that stand where the first wrong one does; null when the path is right, or nothing says what it meets
     */
    @Nullable
    Set<String> wrong(String event, String path) {
        JsonNode schema = schemas.get(event);
        if (schema == null || path.isEmpty()) {
            return null;
        }
        boolean pointer = path.startsWith("/");
        JsonNode at = schema;
        for (String name : (pointer ? POINTER : DOTTED).split(pointer ? path.substring(1) : path, -1)) {
            at = meant(schema, at);
            JsonNode members = at.path("properties");
            if (at.has("items") && name.matches("[0-9]+")) {
                at = at.path("items");
            } else if (members.has(name)) {
                at = members.path(name);
            } else if (at.path("additionalProperties").isObject()) {
                at = at.path("additionalProperties");
            } else {
                Set<String> names = new TreeSet<>();
                members.fieldNames().forEachRemaining(names::add);
                return names;
            }
        }
        return null;
    }

    private static JsonNode meant(JsonNode schema, JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#") ? schema.at(reference.substring(1)) : node;
    }
}
