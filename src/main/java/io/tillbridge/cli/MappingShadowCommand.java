package io.tillbridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.rehearsal.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge mapping shadow}. */
@Command(
        name = "shadow",
        description = {
            "Lets a version of a running hub translate live documents beside the active one for a time, and shows what differs.",
            "",
            "Nothing it makes is posted. It ends by itself, on all nodes, and goes on after a restart. With N and --for a run"
                    + " begins; with --show one is shown, with --stop one is ended; without them the runs are listed."
        },
        footer = {
            "",
            "Examples:",
            "  tillbridge mapping shadow shopify.order 2 --for 2h --why \"before activation\"",
            "  tillbridge mapping shadow shopify.order",
            "  tillbridge mapping shadow shopify.order --show 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f"
        })
final class MappingShadowCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "The mapping, such as shopify.order.")
    private String subject = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "The version that runs as a shadow.")
    private @Nullable Integer version;

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 2h, 1d or PT90M; at most 31d.")
    private @Nullable String lasting;

    @Option(
            names = "--connections",
            split = ",",
            paramLabel = "ID",
            description = "Only documents of these connections. Default: all.")
    private List<String> connections = List.of();

    @Option(names = "--sample", paramLabel = "SHARE", description = "Only this share of the documents, such as 0.1.")
    private @Nullable String sample;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String why = "";

    @Option(names = "--show", paramLabel = "ID", description = "Show what a run found so far.")
    private @Nullable String show;

    @Option(names = "--stop", paramLabel = "ID", description = "End a run; what it found is kept.")
    private @Nullable String stop;

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        return hub.print(ask(hub.client()), this::print);
    }

    private HubClient.Answer ask(HubClient client) {
        String path = ApiPath.of("/api/mappings", subject, "shadows").text();
        if (version != null) {
            if (lasting == null) {
                throw new WrongCallException("Say how long: --for 2h.");
            }
            return client.post(path, body(version, lasting));
        }
        return stop != null
                ? client.delete(path + "/" + GivenId.shadow(stop, subject))
                : client.get(show == null ? path : path + "/" + GivenId.shadow(show, subject));
    }

    private void print(JsonNode told, PrintWriter out) {
        if (told.has("items")) {
            told.path("items").forEach(one -> line(one, out));
            out.println(told.path("items").size() + " run(s)");
            return;
        }
        line(told, out);
        if (version != null) {
            out.println("ends by itself at " + told.path("endsAt").asText()
                    + "; look again: tillbridge mapping shadow " + subject + " --show "
                    + told.path("id").asText());
        }
        if (told.hasNonNull("report")) {
            out.println(told.path("dropped").asText() + " document(s) dropped, because too many waited");
            DiffText.print(report(told.path("report")), out);
        }
    }

    private String body(int number, String time) {
        ObjectNode body = ExactJson.nodes()
                .objectNode()
                .put("version", number)
                .put("for", HubDiff.time(time))
                .put("why", why);
        if (sample != null) {
            body.put("sample", sample);
        }
        connections.forEach(body.withArray("connections")::add);
        return body.toString();
    }

    private static void line(JsonNode one, PrintWriter out) {
        out.println(one.path("id").asText() + " " + one.path("subject").asText() + " V"
                + one.path("version").asText() + " " + one.path("state").asText() + ", until "
                + one.path("endsAt").asText() + ", by " + one.path("by").asText());
    }

    private static Report report(JsonNode json) {
        try {
            return ExactJson.mapper().treeToValue(json, Report.class);
        } catch (JsonProcessingException e) {
            throw new WrongCallException("the hub's report is of another version of this command: " + e.getMessage());
        }
    }
}
