package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge mapping drift}. */
@Command(
        name = "drift",
        description = {
            "Prints what changed in the documents of sources and nobody has looked at: fields never seen before, other"
                    + " types, fields that are gone.",
            "",
            "A running hub is asked. Exit 1 when there is a change. --seen ID takes one off the list; a field that was new is"
                    + " known from then on, any other change that comes again is told anew."
        },
        footer = {
            "",
            "Examples:",
            "  tillbridge mapping drift",
            "  tillbridge mapping drift --connection acme-us",
            "  tillbridge mapping drift --seen 12"
        })
final class MappingDriftCommand implements Callable<Integer> {

    @Option(names = "--connection", paramLabel = "C", description = "Of this connection only.")
    private @Nullable String connection;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "For this mapping only.")
    private @Nullable String subject;

    @Option(names = "--all", description = "Also those that somebody has looked at.")
    private boolean all;

    @Option(names = "--seen", paramLabel = "ID", description = "Note that somebody looked at this change.")
    private @Nullable String seen;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print the answer as it comes, on one line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (seen != null) {
            return looked(seen);
        }
        String path = "/api/drift?limit=200" + (all ? "" : "&seen=false") + query("connection", connection)
                + query("subject", subject);
        HubClient.Answer answer = new HubClient(client).get(path);
        if (!answer.fine()) {
            return Print.answer(spec, answer, json);
        }
        JsonNode items = ExactJson.parse(answer.body()).path("items");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.body());
        } else {
            items.forEach(one -> out.println(line(one)));
            out.println(items.isEmpty() ? "no change of a source" : items.size() + " change(s), newest first");
        }
        out.flush();
        return items.isEmpty() ? ExitCode.FINE : ExitCode.FOUND;
    }

    private int looked(String id) {
        HubClient.Answer answer = new HubClient(client)
                .post("/api/drift/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/seen", "{}");
        if (!answer.fine() || json) {
            return Print.answer(spec, answer, json);
        }
        spec.commandLine().getOut().println("seen: " + line(ExactJson.parse(answer.body())));
        return ExitCode.FINE;
    }

    private static String line(JsonNode one) {
        String before = one.path("before").asText();
        String after = one.path("after").asText();
        String types = before.isEmpty() ? after : after.isEmpty() ? before : before + " -> " + after;
        return "%s %s %s %s %s (%s)  %s%s%s %s  message %s"
                .formatted(
                        one.path("id").asText(),
                        one.path("connection").asText(),
                        one.path("subject").asText(),
                        one.path("kind").asText(),
                        one.path("path").asText(),
                        types,
                        one.path("noticedAt").asText(),
                        one.path("times").asInt(1) > 1
                                ? " " + one.path("times").asInt() + " times, last "
                                        + one.path("lastNoticedAt").asText()
                                : "",
                        one.hasNonNull("returnedAt")
                                ? " returned " + one.path("returnedAt").asText()
                                : "",
                        one.path("read").asBoolean() ? "read by a row" : "read by no row",
                        one.path("messageId").asText("unknown"));
    }

    private static String query(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
