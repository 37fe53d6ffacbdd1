package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The codes that a schema's own or inner objects name for a status. */
final class StateWords {

    private StateWords() {}

    static List<String> of(ApiDocument document, JsonNode schema) {
        List<String> words = new ArrayList<>();
        collect(document, schema, 0, words);
        return words;
    }

    private static void collect(ApiDocument document, JsonNode reference, int depth, List<String> words) {
        JsonNode schema = document.schema(reference);
        schema.path("properties").properties().forEach(entry -> {
            JsonNode member = document.schema(entry.getValue());
            if (words.isEmpty() && entry.getKey().matches("(?i)status|state|order_?status|order_?state")) {
                member.path("enum").forEach(word -> {
                    if (word.isTextual()) {
                        words.add(word.asText());
                    }
                });
            } else if (depth < 3 && words.isEmpty()) {
                collect(document, member.has("items") ? member.path("items") : member, depth + 1, words);
            }
        });
    }
}
