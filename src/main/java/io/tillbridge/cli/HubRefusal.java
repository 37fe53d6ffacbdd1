package io.tillbridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command says of an answer that is none: a problem document (RFC 9457) on one line, or the body as it came. */
final class HubRefusal {

    private static final List<String> SAID = List.of("type", "title", "status", "detail", "instance", "code");

    private HubRefusal() {}

    /**
     * The text for standard error: {@code refused: DETAIL [CODE]}, with members that only this problem has behind it, or
     * {@code the hub answered STATUS: ...} of a hub that failed.
     *
     * @param json whether the body is wanted as it came
     */
    static String told(HubClient.Answer answer, boolean json) {
        ObjectNode problem = json ? null : problem(answer.body());
        if (problem == null) {
            return "tillbridge: the hub answered " + answer.status() + "\n"
                    + (json ? answer.body() : JsonOutput.indented(answer.body()));
        }
        String code = problem.path("code").asText();
        String detail = problem.path("detail").asText(problem.path("title").asText());
        problem.remove(SAID);
        String who = answer.status() >= 500 ? "tillbridge: the hub answered " + answer.status() : "refused";
        return who + ": " + detail.strip().replaceAll("\\s*\\R\\s*", " ") + " [" + code + "]"
                + (problem.isEmpty() ? "" : " " + problem);
    }

    private static @Nullable ObjectNode problem(String body) {
        try {
            JsonNode read = ExactJson.mapper().readTree(body);
            return read instanceof ObjectNode problem && problem.hasNonNull("code") && problem.hasNonNull("type")
                    ? problem
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
