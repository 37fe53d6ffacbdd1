package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a table is read.
 *
 * @param values of the cursor's fields in the last row, as the documents have them; empty before the first row
 * @param seen hashes of rows that the next run reads again and that carry no receipt key to recognise them by
 */
record JdbcPlace(List<String> values, Set<String> seen) {

    /** Hashes kept at most: the oldest are forgotten first. */
    private static final int MOST_SEEN = 10_000;

    static final JdbcPlace START = new JdbcPlace(List.of(), Set.of());

    JdbcPlace {
        values = List.copyOf(values);
        seen = new LinkedHashSet<>(seen);
    }

    /** As stored. */
    String json() {
        ObjectNode json = IntakeJson.MAPPER.createObjectNode();
        values.forEach(json.putArray("values")::add);
        ArrayNode hashes = json.putArray("seen");
        seen.stream().skip(Math.max(0, seen.size() - MOST_SEEN)).forEach(hashes::add);
        return json.toString();
    }

    /**
     * Reads {@link #json()} back.
     *
     * @param fields how many the cursor has: a place of another cursor is the start
     * @throws IllegalStateException when the stored text is not what this class wrote
     */
    static JdbcPlace parse(String text, int fields) {
        try {
            JsonNode json = IntakeJson.MAPPER.readTree(text);
            List<String> values = new ArrayList<>();
            json.path("values").forEach(value -> values.add(value.asText()));
            Set<String> seen = new LinkedHashSet<>();
            json.path("seen").forEach(hash -> seen.add(hash.asText()));
            return values.size() == fields ? new JdbcPlace(values, seen) : START;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("source_cursor.state is not JSON; delete the row to start over", e);
        }
    }
}
