package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    private PageOptions page = new PageOptions();

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        if (seen != null) {
            return hub.print(
                    hub.client().post(ApiPath.of("/api/drift", seen, "seen").text(), "{}"),
                    (change, out) -> out.println("seen: " + line(change)));
        }
        ApiPath path = ApiPath.of("/api/drift")
                .with("seen", all ? null : false)
                .with("connection", connection)
                .with("subject", subject);
        return hub.print(
                hub.client().get(page.of(path)),
                MappingDriftCommand::print,
                list -> list.path("items").isEmpty() ? ExitCode.FINE : ExitCode.FOUND);
    }

    private static void print(JsonNode list, PrintWriter out) {
        JsonNode items = list.path("items");
        items.forEach(one -> out.println(line(one)));
        out.println(items.isEmpty() ? "no change of a source" : items.size() + " change(s), newest first");
        if (list.hasNonNull("next")) {
            out.println(PageOptions.end(list, ""));
        }
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
}
