package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Counting;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingActivation;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Activations and rollbacks through a running hub: the row that the hub gave is then written into the home's file. */
final class HubActivation {

    private HubActivation() {}

    /**
     * Asks the hub and writes what it answered.
     *
     * @param what {@code activations} or {@code rollbacks}
     * @return the exit code
     */
    static int ask(
            HubClient hub,
            String subject,
            String what,
            ObjectNode body,
            String by,
            Path home,
            boolean json,
            CommandSpec spec) {
        String path = "/api/mappings/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/" + what;
        HubClient.Answer answer = hub.post(path, body.toString(), by);
        if (!answer.fine() || json) {
            int code = Print.answer(spec, answer, json);
            if (!answer.fine()) {
                return code;
            }
        }
        JsonNode given = ExactJson.parse(answer.body());
        JsonNode rows = given.has("rows")
                ? given.path("rows")
                : ExactJson.nodes().arrayNode().add(given);
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode one : rows) {
            Activation row = row(one.path("row"));
            int number = one.path("number").asInt();
            if (!json) {
                out.println(RollbackText.said(subject, row) + ", row " + number + "; messages affected: "
                        + one.path("messagesAffected").asLong());
            }
            HubHome.follow(
                    home,
                    root -> new MappingActivation(root).follow(subject, number, row)
                                    instanceof MappingActivation.Outcome.Refused refused
                            ? refused.reason()
                            : null,
                    spec);
        }
        if (!json && given.has("stillCounts")) {
            RollbackText.left(subject, body.path("of").asInt(), counting(given.path("stillCounts")), out);
        }
        return ExitCode.FINE;
    }

    private static List<Counting> counting(JsonNode left) {
        List<Counting> counting = new ArrayList<>();
        left.forEach(one -> counting.add(new Counting(
                Instant.parse(one.path("from").asText()), texts(one.path("connections")), texts(one.path("except")))));
        return counting;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static Activation row(JsonNode row) {
        @Nullable
        Integer rollbackOf =
                row.hasNonNull("rollbackOf") ? row.path("rollbackOf").asInt() : null;
        return new Activation(
                row.path("version").asInt(),
                Instant.parse(row.path("from").asText()),
                Instant.parse(row.path("at").asText()),
                row.path("by").asText(),
                row.path("why").asText(),
                texts(row.path("connections")),
                rollbackOf,
                row.path("backdate").asBoolean());
    }
}
