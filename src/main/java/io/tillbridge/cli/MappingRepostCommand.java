package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.mapping.ExactJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
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
            "The hub previews in the background; progress is told on standard error. Then the net change is printed and the"
                    + " command that reposts exactly this set (--confirm ID); what changed since is refused. With --yes"
                    + " what is found is reposted at once. Exit 1 when messages are refused, 4 when nothing can be"
                    + " reposted, 5 when it goes on in the hub after the time to wait."
        },
        subcommands = {RepostRunCommands.Show.class, RepostRunCommands.ListAll.class, RepostRunCommands.Cancel.class},
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Examples:",
            "  tillbridge mapping repost shopify.order 2 --messages 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f --why \"tax rows\"",
            "  tillbridge mapping repost shopify.order 2 --stamped 3 --from 2026-10-01T00:00:00Z --why \"NYC code\" --yes",
            "  tillbridge mapping repost --confirm 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f",
            "  tillbridge mapping repost show 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f"
        })
final class MappingRepostCommand implements Callable<Integer> {

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
    private @Nullable String confirm;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "How long to wait for the hub, such as 90s or 1h; it goes on after that. Default: 10m.")
    private String wait = "10m";

    @Mixin
    private AskedHub hub = new AskedHub();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        HubClient client = hub.client();
        RepostFollow follow = new RepostFollow(client, spec, Duration.parse(HubDiff.time(wait)));
        HubClient.Answer answer = follow.whileIn(
                "previewing",
                confirm == null
                        ? client.post("/api/reposts", JsonOutput.write(request()))
                        : client.get("/api/reposts/" + alone(confirm)));
        JsonNode preview = answer.fine() ? ExactJson.parse(answer.body()) : MissingNode.getInstance();
        if (preview.hasNonNull("change")) {
            if (!hub.json()) {
                RepostText.change(preview, spec.commandLine().getOut());
            }
            if (yes || confirm != null) {
                answer = follow.whileIn("running", confirmed(client, preview));
            }
        }
        return hub.print(answer, RepostText::end, follow::exitCode);
    }

    private static HubClient.Answer confirmed(HubClient client, JsonNode preview) {
        return client.post(
                "/api/reposts/" + preview.path("id").asText() + "/confirm",
                JsonOutput.object("hash", preview.path("hash").asText()));
    }

    private UUID alone(String preview) {
        if (subject != null || why != null || yes || from != null || narrowed() || !messages.isEmpty()) {
            throw new WrongCallException("--confirm ID reposts what the preview found; it takes nothing beside.");
        }
        return GivenId.repost(preview);
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
            request.put("messages", messages.stream().map(GivenId::message).toList());
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
}
