package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.Map;
import java.util.TreeMap;

/** The references a translation used, as JSON: kept with the message, so that an explanation needs no look-up. */
final class Resolved {

    private Resolved() {}

    static String json(Map<String, JsonNode> resolved) {
        ObjectNode json = ExactJson.nodes().objectNode();
        new TreeMap<>(resolved).forEach(json::set);
        return json.toString();
    }
}
