package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The fields of a target's JSON Schema. */
final class TargetFields {

    private static final int DEEPEST = 8;

    private TargetFields() {}

    /**
     * Fields that none of the rows sets, nor any row within them; of an object that nobody sets only itself.
     *
     * @param target such as {@code canonical/order.v1}
     */
    static List<String> unset(HomeFiles files, String target, Collection<String> rows) {
        String file = "config/" + target + ".schema.json";
        if (!files.exists(file)) {
            return List.of();
        }
        try {
            List<String> unset = new ArrayList<>();
            JsonNode schema = ExactJson.parse(files.bytes(file));
            collect(schema, schema, "", rows, unset, 0);
            return unset;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not JSON", e);
        }
    }

    private static void collect(
            JsonNode root, JsonNode schema, String prefix, Collection<String> rows, List<String> unset, int depth) {
        JsonNode node = resolved(root, schema);
        if (depth > DEEPEST) {
            return;
        }
        node.path("properties").properties().forEach(property -> {
            JsonNode inner = resolved(root, property.getValue());
            boolean list = inner.has("items");
            String path = prefix + property.getKey() + (list ? "[]" : "");
            boolean whole = rows.contains(path) || rows.contains(prefix + property.getKey());
            boolean within = rows.stream().anyMatch(row -> row.startsWith(path + "."));
            if (within) {
                collect(root, list ? inner.path("items") : inner, path + ".", rows, unset, depth + 1);
            } else if (!whole) {
                unset.add(path);
            }
        });
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }
}
