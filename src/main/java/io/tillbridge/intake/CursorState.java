package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A poller's place in its source.
 *
 * @param value the greatest cursor value that a finished run has read; null before the first
 * @param seen hashes of records that the next run reads again and that carry no receipt key to recognise them by
 */
record CursorState(@Nullable String value, Set<String> seen) {

    /** Hashes kept at most: the oldest are forgotten first. */
    static final int MOST_SEEN = 10_000;

    static final CursorState START = new CursorState(null, Set.of());

    CursorState {
        seen = new LinkedHashSet<>(seen);
    }

    /** As stored. */
    String json() {
        ObjectNode json = IntakeJson.MAPPER.createObjectNode();
        json.put("value", value);
        ArrayNode hashes = json.putArray("seen");
        seen.stream().skip(Math.max(0, seen.size() - MOST_SEEN)).forEach(hashes::add);
        return json.toString();
    }

    /**
     * Reads {@link #json()} back.
     *
     * @throws IllegalStateException when the stored text is not what this class wrote
     */
    static CursorState parse(String text) {
        try {
            JsonNode json = IntakeJson.MAPPER.readTree(text);
            Set<String> seen = new LinkedHashSet<>();
            json.path("seen").forEach(hash -> seen.add(hash.asText()));
            return new CursorState(
                    json.path("value").isTextual() ? json.path("value").asText() : null, seen);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("source_cursor.state is not JSON; delete the row to start over", e);
        }
    }
}
