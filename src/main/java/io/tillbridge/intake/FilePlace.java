package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a flow is in its files: in the middle of one, or between two.
 *
 * @param name of the file that is being stored; empty between two files
 * @param sha256 of its bytes
 * @param pieces that are stored already
 */
record FilePlace(String name, String sha256, long pieces) {

    static final FilePlace BETWEEN = new FilePlace("", "", 0);

    boolean within() {
        return !name.isEmpty();
    }

    /** As stored. */
    String json() {
        ObjectNode json = IntakeJson.MAPPER.createObjectNode();
        if (within()) {
            json.put("name", name).put("sha256", sha256).put("pieces", pieces);
        }
        return json.toString();
    }

    /**
     * Reads {@link #json()} back.
     *
     * @throws IllegalStateException when the stored text is not what this class wrote
     */
    static FilePlace parse(String text) {
        try {
            JsonNode json = IntakeJson.MAPPER.readTree(text);
            return new FilePlace(
                    json.path("name").asText(),
                    json.path("sha256").asText(),
                    json.path("pieces").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("source_cursor.state is not JSON; delete the row to start over", e);
        }
    }
}
