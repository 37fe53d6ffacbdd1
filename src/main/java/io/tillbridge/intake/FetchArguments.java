package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.message.FetchQueue.Job;
import java.util.HashMap;
import java.util.Map;

/**
 * What a claimed fetch asks for.
 *
 * @param fetch its name in the connector; empty when the stored text names none
 * @param args values of the request's {@code args.*}
 */
record FetchArguments(String fetch, Map<String, String> args) {

    static FetchArguments of(Job job) {
        JsonNode asked = read(job.plan());
        Map<String, String> args = new HashMap<>();
        asked.path("args")
                .properties()
                .forEach(arg -> args.put(arg.getKey(), arg.getValue().asText()));
        return new FetchArguments(asked.path("fetch").asText(), args);
    }

    private static JsonNode read(String plan) {
        try {
            return IntakeJson.MAPPER.readTree(plan);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
