package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tillbridge reconcile}: runs that compare systems with the books, and what they found. */
@Command(
        name = "reconcile",
        description = "Compares systems with the books, and shows what such runs found.",
        subcommands = {
            ReconcileCommand.ListThem.class,
            ReconcileCommand.Runs.class,
            ReconcileRunCommand.class,
            ReconcileWhyCommand.class,
            ReconcileReportCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge reconcile list --connection wms"})
final class ReconcileCommand {

    private ReconcileCommand() {}

    /** {@code tillbridge reconcile list}. */
    @Command(
            name = "list",
            description =
                    "Prints the figures that differ from the books or are missing, with their likely cause. A running"
                            + " hub is asked.",
            footer = {"", "Example:", "  tillbridge reconcile list --connection wms --state confirmed"})
    static final class ListThem implements Callable<Integer> {

        @Option(names = "--connection", paramLabel = "ID", description = "Of this connection only.")
        private @Nullable String connection;

        @Option(names = "--sku", paramLabel = "SKU", description = "Of this item only.")
        private @Nullable String sku;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "What was seen once (transient), again (confirmed), or on one side only (missing).")
        private @Nullable String state;

        @Mixin
        private PageOptions page = new PageOptions();

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            ApiPath path = ApiPath.of("/api/reconciliation/drifts")
                    .with("connection", connection)
                    .with("sku", sku)
                    .with("state", state);
            return hub.print(hub.client().get(page.of(path)), ListThem::print);
        }

        private static void print(JsonNode list, PrintWriter out) {
            PageOptions.print(list, out, drift -> out.println(line(drift)), "nothing differs");
        }

        private static String line(JsonNode drift) {
            return line(drift, "");
        }

        /** @param connection whose figure it is, where the answer does not repeat it */
        static String line(JsonNode drift, String connection) {
            String cause = drift.path("cause").asText("");
            return "%s %s@%s %s: told %s, booked %s%s"
                    .formatted(
                            drift.path("connection").asText(connection),
                            drift.path("sku").asText(),
                            drift.path("location").asText(),
                            drift.path("state").asText(),
                            drift.path("told").asText("nothing"),
                            drift.path("booked").asText("nothing"),
                            cause.isEmpty() ? "" : " (" + cause + ")");
        }
    }

    /** {@code tillbridge reconcile runs}. */
    @Command(
            name = "runs",
            description = "Prints the runs, newest first. A running hub is asked.",
            footer = {"", "Example:", "  tillbridge reconcile runs --connection wms"})
    static final class Runs implements Callable<Integer> {

        @Option(names = "--connection", paramLabel = "ID", description = "Of this connection only.")
        private @Nullable String connection;

        @Mixin
        private PageOptions page = new PageOptions();

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            ApiPath path = ApiPath.of("/api/reconciliation/runs").with("connection", connection);
            return hub.print(hub.client().get(page.of(path)), Runs::print);
        }

        private static void print(JsonNode list, PrintWriter out) {
            PageOptions.print(list, out, run -> out.println(line(run)), "nothing ran");
        }

        static String line(JsonNode run) {
            String stopped = run.path("stopped").asText("");
            return "%s %s: %s compared, %s confirmed, %s corrected, %s seen once, %s missing, %s stale%s"
                    .formatted(
                            run.path("startedAt").asText(),
                            run.path("connection").asText(),
                            run.path("items").asText(),
                            run.path("confirmed").asText(),
                            run.path("corrected").asText(),
                            run.path("firstSeen").asText(),
                            run.path("missing").asText(),
                            run.path("stale").asText(),
                            stopped.isEmpty() ? "" : ", STOPPED: too many " + stopped + " differ");
        }
    }
}
