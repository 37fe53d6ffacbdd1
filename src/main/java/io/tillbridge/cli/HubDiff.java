package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingFolder;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Sha256;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A diff on a running hub: asked, waited for with its progress on standard error, and fetched. Who ends the command before
 * that, with Ctrl-C, ends the diff too if this command began it.
 */
final class HubDiff {

    private static final Duration LOOK = Duration.ofMillis(300);

    private final HubClient hub;
    private final CommandSpec spec;
    private final boolean json;
    private int exitCode = ExitCode.UNREACHABLE;

    HubDiff(HubClient hub, CommandSpec spec, boolean json) {
        this.hub = hub;
        this.spec = spec;
        this.json = json;
    }

    /** What is asked, as the options say it. */
    record Wish(
            String subject,
            int from,
            int to,
            String last,
            @Nullable String connection,
            @Nullable Long limit,
            @Nullable String sample,
            boolean fresh) {}

    /** What the call's exit code is when {@link #ask} gave nothing. */
    int exitCode() {
        return exitCode;
    }

    /** {@code {"rows": [...], "asOf": "...", "report": {...}}}; null when the hub refused or failed, which is said. */
    @Nullable
    JsonNode ask(Wish wish, HomeFiles files) {
        String subject = URLEncoder.encode(wish.subject(), StandardCharsets.UTF_8);
        String draft = draft(wish, subject, files);
        HubClient.Answer answer = draft == null
                ? hub.get("/api/mappings/" + subject + "/diff?" + query(wish))
                : hub.post("/api/mappings/" + subject + "/diff", body(wish, draft));
        if (!answer.fine()) {
            exitCode = Print.answer(spec, answer, json);
            return null;
        }
        JsonNode asked = ExactJson.parse(answer.body());
        String path = "/api/mappings/" + subject + "/diffs/";
        JsonNode begun = asked.path("recorded");
        Thread ending = new Thread(() -> hub.delete(path + begun.path("id").asText()), "end-diff");
        if (asked.path("begun").asBoolean() && open(begun)) {
            Runtime.getRuntime().addShutdownHook(ending);
        }
        JsonNode job;
        try {
            job = finished(begun, path);
        } finally {
            forget(ending);
        }
        if (job == null) {
            return null;
        }
        if (!job.path("state").asText().equals("done")) {
            spec.commandLine()
                    .getErr()
                    .println("tillbridge: the diff is " + job.path("state").asText() + " "
                            + job.path("failure").asText("") + "; ask again");
            return null;
        }
        ObjectNode both = ExactJson.nodes().objectNode();
        both.set("rows", asked.path("rows"));
        both.put("asOf", job.path("askedAt").asText());
        both.set("report", job.path("report"));
        return both;
    }

    private static void forget(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook has its way
        }
    }

    private static boolean open(JsonNode job) {
        String state = job.path("state").asText();
        return state.equals("queued") || state.equals("running");
    }

    private @Nullable JsonNode finished(JsonNode begun, String path) {
        PrintWriter err = spec.commandLine().getErr();
        JsonNode job = begun;
        String told = "";
        while (open(job)) {
            String progress = progress(job);
            if (!progress.isEmpty() && !progress.equals(told)) {
                told = progress;
                err.println(progress);
                err.flush();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK.toMillis()));
            HubClient.Answer answer = hub.get(path + job.path("id").asText());
            if (!answer.fine()) {
                exitCode = Print.answer(spec, answer, json);
                return null;
            }
            job = ExactJson.parse(answer.body());
        }
        return job;
    }

    /** How far it is; empty when it is next and has read nothing. */
    private static String progress(JsonNode job) {
        if (job.path("state").asText().equals("queued")) {
            int before = job.path("place").asInt();
            return before == 0 ? "" : "waits for " + before + " other diff(s) of this node";
        }
        return job.path("documents").asLong() + " document(s) read"
                + (job.hasNonNull("reached")
                        ? ", back to " + job.path("reached").asText()
                        : "");
    }

    /** The text of the later version when the hub has none with these bytes; null when it has, or this home has none. */
    private @Nullable String draft(Wish wish, String subject, HomeFiles files) {
        String own = MappingFolder.file(files, wish.subject(), wish.to());
        if (own == null) {
            return null;
        }
        HubClient.Answer known = hub.get("/api/mappings/" + subject);
        String sha = Sha256.hex(files.bytes(own));
        if (known.fine()) {
            for (JsonNode version : ExactJson.parse(known.body()).path("versions")) {
                if (version.path("version").asInt() == wish.to()
                        && version.path("sha256").asText().equals(sha)) {
                    return null;
                }
            }
        }
        return files.text(own);
    }

    private static String query(Wish wish) {
        StringBuilder query =
                new StringBuilder("from=" + wish.from() + "&to=" + wish.to() + "&last=" + time(wish.last()));
        add(query, "connection", wish.connection());
        add(query, "limit", wish.limit() == null ? null : wish.limit().toString());
        add(query, "sample", wish.sample());
        add(query, "fresh", Boolean.toString(wish.fresh()));
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static String body(Wish wish, String yaml) {
        return ExactJson.nodes()
                .objectNode()
                .put("from", wish.from())
                .put("to", wish.to())
                .put("yaml", yaml)
                .put("last", time(wish.last()))
                .put("connection", wish.connection())
                .put("limit", wish.limit())
                .put("sample", wish.sample())
                .put("fresh", wish.fresh())
                .toString();
    }

    /** {@code 7d}, {@code 12h}, {@code 30m} or ISO 8601, as ISO 8601. */
    static String time(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String iso = upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper;
        try {
            return Duration.parse(iso).toString();
        } catch (DateTimeParseException e) {
            throw new WrongCallException("'" + text + "' is no time; write 7d, 12h, 30m or PT90M.");
        }
    }
}
