package io.tillbridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds in a JSON Schema what it says about one place of a document; knows the words that the editor schemas use. */
record SchemaNodes(JsonNode root) {

    private static final List<String> PARTS = List.of("oneOf", "anyOf", "allOf");

    /** The schemas of objects that describe a value: references followed, alternatives with another constant left out. */
    List<JsonNode> objects(List<JsonNode> schemas, Object value) {
        List<JsonNode> found = new ArrayList<>();
        schemas.forEach(schema -> collect(schema, value, found));
        return found;
    }

    /** The schemas of a member. */
    List<JsonNode> member(List<JsonNode> objects, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode object : objects) {
            JsonNode own = object.path("properties").path(name);
            JsonNode other = object.path("additionalProperties");
            if (!own.isMissingNode()) {
                found.add(own);
            } else if (other.isObject()) {
                found.add(other);
            }
        }
        return found;
    }

    /** The schemas of an array's elements. */
    List<JsonNode> elements(List<JsonNode> schemas) {
        List<JsonNode> found = new ArrayList<>();
        schemas.forEach(schema -> items(schema, found));
        return found;
    }

    /** The words that a text may be; empty when it may be anything. */
    Set<String> words(List<JsonNode> schemas) {
        Set<String> words = new TreeSet<>();
        for (JsonNode schema : schemas) {
            JsonNode here = resolved(schema);
            here.path("enum").forEach(word -> words.add(word.asText()));
            if (here.has("const")) {
                words.add(here.get("const").asText());
            }
        }
        return words;
    }

    /** Every alternative that may describe an object, whatever its constants say. */
    List<JsonNode> alternatives(List<JsonNode> schemas) {
        List<JsonNode> found = new ArrayList<>();
        schemas.forEach(schema -> collect(schema, Map.of(), found));
        return found;
    }

    private void items(JsonNode schema, List<JsonNode> found) {
        JsonNode here = resolved(schema);
        if (here.path("items").isObject()) {
            found.add(here.get("items"));
        }
        PARTS.forEach(part -> here.path(part).forEach(one -> items(one, found)));
    }

    private void collect(JsonNode schema, Object value, List<JsonNode> found) {
        JsonNode here = resolved(schema);
        PARTS.forEach(part -> here.path(part).forEach(one -> collect(one, value, found)));
        if (value instanceof Map<?, ?> map && (here.has("properties") || here.has("additionalProperties"))) {
            if (map.isEmpty() || fits(here, map)) {
                found.add(here);
            }
        }
    }

    private static boolean fits(JsonNode object, Map<?, ?> map) {
        Set<String> required = new TreeSet<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        return object.path("properties").properties().stream()
                .filter(member -> member.getValue().has("const"))
                .filter(member -> map.containsKey(member.getKey()) || required.contains(member.getKey()))
                .allMatch(member -> member.getValue().get("const").asText().equals(map.get(member.getKey())));
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    }
}
