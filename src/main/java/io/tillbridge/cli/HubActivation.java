package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingActivation;
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
        Activation row = row(given.path("row"));
        if (!json) {
            spec.commandLine()
                    .getOut()
                    .println(
                            said(subject, row) + ", row " + given.path("number").asInt() + "; messages affected: "
                                    + given.path("messagesAffected").asLong());
        }
        int number = given.path("number").asInt();
        HubHome.follow(
                home,
                root -> new MappingActivation(root).follow(subject, number, row)
                                instanceof MappingActivation.Outcome.Refused refused
                        ? refused.reason()
                        : null,
                spec);
        return ExitCode.FINE;
    }

    /** What a row does, in words; such as {@code rolled back: acme.order V3 to V2 from 2027-01-01T00:00:00Z}. */
    static String said(String subject, Activation row) {
        return (row.rollbackOf() == null
                        ? "activated: " + subject + " V" + row.version()
                        : "rolled back: " + subject + " V" + row.rollbackOf() + " to V" + row.version())
                + " from " + row.from();
    }

    private static Activation row(JsonNode row) {
        List<String> connections = new ArrayList<>();
        row.path("connections").forEach(one -> connections.add(one.asText()));
        @Nullable
        Integer rollbackOf =
                row.hasNonNull("rollbackOf") ? row.path("rollbackOf").asInt() : null;
        return new Activation(
                row.path("version").asInt(),
                Instant.parse(row.path("from").asText()),
                Instant.parse(row.path("at").asText()),
                row.path("by").asText(),
                row.path("why").asText(),
                connections,
                rollbackOf,
                row.path("backdate").asBoolean());
    }
}
