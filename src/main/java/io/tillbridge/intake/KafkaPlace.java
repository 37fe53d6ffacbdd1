package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a topic is read.
 *
 * @param topic that the offsets are of; empty before the first run
 * @param offsets of the next record, by partition
 */
record KafkaPlace(String topic, Map<Integer, Long> offsets) {

    static final KafkaPlace START = new KafkaPlace("", Map.of());

    KafkaPlace {
        offsets = Map.copyOf(offsets);
    }

    /** As stored. */
    String json() {
        ObjectNode json = IntakeJson.MAPPER.createObjectNode();
        json.put("topic", topic);
        ObjectNode places = json.putObject("offsets");
        new TreeMap<>(offsets).forEach((partition, offset) -> places.put(String.valueOf(partition), offset));
        return json.toString();
    }

    /**
     * Reads {@link #json()} back.
     *
     * @param topic that is read: a place in another one is the start
     * @throws IllegalStateException when the stored text is not what this class wrote
     */
    static KafkaPlace parse(String text, String topic) {
        try {
            JsonNode json = IntakeJson.MAPPER.readTree(text);
            Map<Integer, Long> offsets = new TreeMap<>();
            json.path("offsets")
                    .properties()
                    .forEach(place -> offsets.put(
                            Integer.valueOf(place.getKey()), place.getValue().asLong()));
            return json.path("topic").asText().equals(topic) ? new KafkaPlace(topic, offsets) : START;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("source_cursor.state is not JSON; delete the row to start over", e);
        }
    }
}
