package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tillbridge mapping repost}. */
@Command(
        name = "repost",
        description = {
            "Posts messages of a running hub again under another version: for each fact a linked reversal and a new posting.",
            "",
            "Prints the net change and the command that reposts exactly this set (--confirm ID); what changed since is"
                    + " refused. With --yes what is found is reposted at once. Exit 1 when messages are refused, 4 when"
                    + " nothing can be reposted."
        },
        footer = {
            "",
            "Examples:",
            "  tillbridge mapping repost shopify.order 2 --messages 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f --why \"tax rows\"",
            "  tillbridge mapping repost shopify.order 2 --stamped 3 --from 2026-10-01T00:00:00Z --why \"NYC code\" --yes",
            "  tillbridge mapping repost --confirm 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f"
        })
final class MappingRepostCommand implements Callable<Integer> {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SUBJECT",
            description = "The mapping, such as shopify.order.")
    private @Nullable String subject;

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "The version to post them under.")
    private @Nullable Integer version;

    @Option(
            names = "--messages",
            paramLabel = "ID",
            split = ",",
            description = "Messages to repost, separated by commas.")
    private List<String> messages = new ArrayList<>();

    @Option(names = "--stamped", paramLabel = "N", description = "Those that are posted under this version.")
    private @Nullable Integer stamped;

    @Option(names = "--connection", paramLabel = "CONN", description = "Those of this connection only.")
    private @Nullable String connection;

    @Option(names = "--from", paramLabel = "T", description = "Those received at this instant or later.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "T", description = "Those received before this instant. Default: now.")
    private @Nullable Instant to;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the audit log and the pairs.")
    private @Nullable String why;

    @Option(names = "--yes", description = "Repost what is found at once, and follow it to its end.")
    private boolean yes;

    @Option(
            names = "--confirm",
            paramLabel = "ID",
            description = "Repost what this preview found and nothing else, and follow it to its end.")
    private @Nullable UUID confirm;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print the answer as it comes, on one line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        HubClient hub = new HubClient(client);
        HubClient.Answer answer = confirm == null
                ? hub.post("/api/reposts", JsonOutput.write(request()))
                : hub.get("/api/reposts/" + alone(confirm));
        if (!answer.fine()) {
            return Print.answer(spec, answer, json);
        }
        JsonNode run = ExactJson.parse(answer.body());
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            change(run, out);
        }
        if (yes || confirm != null) {
            answer = confirmed(hub, run);
            if (!answer.fine()) {
                return Print.answer(spec, answer, json);
            }
            run = ExactJson.parse(answer.body());
        }
        if (json) {
            out.println(answer.body());
        } else {
            end(run, out);
        }
        out.flush();
        if (run.path("refused").asInt() == 0) {
            return ExitCode.FINE;
        }
        return run.path("refused").equals(run.path("messages")) ? ExitCode.REFUSED : ExitCode.FOUND;
    }

    /** Confirms the preview by its hash and follows it to its end. */
    private HubClient.Answer confirmed(HubClient hub, JsonNode preview) {
        String path = "/api/reposts/" + preview.path("id").asText();
        HubClient.Answer answer = hub.post(
                path + "/confirm",
                JsonOutput.object("hash", preview.path("hash").asText()));
        String told = "";
        while (answer.fine()
                && !ExactJson.parse(answer.body()).path("state").asText().equals("finished")) {
            LockSupport.parkNanos(LOOK_NANOS);
            answer = hub.get(path);
            told = progress(answer, told);
        }
        return answer;
    }

    private UUID alone(UUID preview) {
        if (subject != null || why != null || yes || from != null || narrowed() || !messages.isEmpty()) {
            throw new WrongCallException("--confirm ID reposts what the preview found; it takes nothing beside.");
        }
        return preview;
    }

    private boolean narrowed() {
        return stamped != null || connection != null || to != null;
    }

    private Map<String, Object> request() {
        if (subject == null || version == null || why == null) {
            throw new WrongCallException("Name SUBJECT, N and --why TEXT, or a preview by --confirm ID.");
        }
        if (messages.isEmpty() == (from == null) || (from == null && narrowed())) {
            throw new WrongCallException("Name what to repost: either --messages ID,ID, or --from T, which --to,"
                    + " --stamped and --connection narrow.");
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("subject", subject);
        request.put("version", version);
        request.put("why", why);
        if (from == null) {
            request.put("messages", messages);
        } else {
            Map<String, Object> query = new LinkedHashMap<>();
            query.put("receivedFrom", from.toString());
            if (to != null) {
                query.put("receivedTo", to.toString());
            }
            if (stamped != null) {
                query.put("version", stamped);
            }
            if (connection != null) {
                query.put("connection", connection);
            }
            request.put("query", query);
        }
        return request;
    }

    /** Tells how far it is when that is news. */
    private String progress(HubClient.Answer answer, String told) {
        if (!answer.fine()) {
            return told;
        }
        String now = share(ExactJson.parse(answer.body())) + " reposted";
        if (!now.equals(told)) {
            spec.commandLine().getErr().println(now);
        }
        return now;
    }

    private static String share(JsonNode run) {
        return text(run, "reposted") + " of " + text(run, "messages");
    }

    private static void change(JsonNode run, PrintWriter out) {
        JsonNode change = run.path("change");
        out.println(run.path("messages").asText() + " message(s), "
                + run.path("refused").asText() + " refused, "
                + change.path("reversals").asText() + " movement(s) reversed");
        change.path("balances")
                .forEach(row -> out.printf(
                        "  stock   %s %s %s %s%n",
                        text(row, "sku"), text(row, "location"), text(row, "bucket"), signed(row)));
        change.path("claims")
                .forEach(row ->
                        out.printf("  claims  %s %s %s%n", text(row, "sku"), text(row, "location"), signed(row)));
        change.path("money").forEach(row -> out.printf("  money   %s %s%n", text(row, "currency"), signed(row)));
        if (change.path("moneyUnknown").asInt() > 0) {
            out.println("  money   of " + text(change, "moneyUnknown")
                    + " message(s) is not in it: what they were translated by is not on record");
        }
        change.path("orders")
                .forEach(row -> out.printf(
                        "  order   %s %s -> %s%n",
                        text(row, "number"),
                        row.path("before").path("state").asText(),
                        row.path("after").path("state").asText()));
        change.path("items").forEach(row -> out.printf("  item    %s %s%n", text(row, "sku"), text(row, "name")));
    }

    private void end(JsonNode run, PrintWriter out) {
        run.path("refusals")
                .forEach(row -> out.printf(
                        "refused: %s %s: %s%n", text(row, "message"), text(row, "code"), text(row, "detail")));
        out.println(
                yes || confirm != null
                        ? "reposted: " + share(run)
                        : "nothing was changed; to repost this: tillbridge mapping repost --confirm "
                                + text(run, "id"));
    }

    private static String text(JsonNode row, String member) {
        return row.path(member).asText();
    }

    private static String signed(JsonNode row) {
        String change = row.path("change").asText();
        return change.startsWith("-") ? change : "+" + change;
    }
}
