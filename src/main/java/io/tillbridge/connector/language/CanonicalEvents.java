package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.util.Set;
import java.util.TreeSet;

/** Event types that a canonical schema declares with {@code x-events} and gives a fact key with {@code x-fact-key}. */
final class CanonicalEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CanonicalEvents() {}

    static Set<String> read(HomeFiles home, Problems problems) {
        Set<String> events = new TreeSet<>();
        for (String file : home.list("config/canonical", ".schema.json")) {
            try {
                JsonNode schema = JSON.readTree(home.bytes(file));
                for (JsonNode event : schema.path("x-events")) {
                    if (schema.path("x-fact-key").has(event.asText())) {
                        events.add(event.asText());
                    }
                }
            } catch (JsonProcessingException e) {
                problems.add(file, "wrong_json", e.getOriginalMessage(), "a JSON Schema", "correct the file");
            } catch (java.io.IOException e) {
                problems.add(file, "unreadable", "an unreadable file", "a JSON Schema", "check its permissions");
            }
        }
        return events;
    }
}
