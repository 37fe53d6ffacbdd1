package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge reconcile run}. */
@Command(
        name = "run",
        description = {
            "Compares a connection with the books now, and prints what differs.",
            "",
            "A running hub is asked. Where the connection's mode is on, what is small and clear enough is corrected. Exit 1"
                    + " when a confirmed drift is left uncorrected."
        },
        footer = {"", "Example:", "  tillbridge reconcile run wms --dry-run"})
final class ReconcileRunCommand implements Callable<Integer> {

    /** Big books take long. */
    private static final Duration LONGEST = Duration.ofHours(2);

    @Parameters(
            paramLabel = "CONNECTION",
            description = "The connection to compare; config/reconciliation.yaml names it.")
    private String connection = "";

    @Option(names = "--dry-run", description = "Keeps nothing and corrects nothing.")
    private boolean dryRun;

    @Option(names = "--by", paramLabel = "NAME", description = "Who asks for it, for the audit log.")
    private @Nullable String by;

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        ApiPath path = ApiPath.of("/api/reconciliation", connection, "run").with("dryRun", dryRun);
        return hub.print(
                hub.client().post(path.text(), "{}", by, LONGEST),
                ReconcileRunCommand::print,
                run -> run.path("confirmed").asLong() == run.path("corrected").asLong()
                        ? ExitCode.FINE
                        : ExitCode.FOUND);
    }

    private static void print(JsonNode run, PrintWriter out) {
        String connection = run.path("connection").asText();
        run.path("differing").forEach(drift -> out.println(ReconcileCommand.ListThem.line(drift, connection)));
        long differ = run.path("firstSeen").asLong()
                + run.path("confirmed").asLong()
                + run.path("missing").asLong();
        long more = differ - run.path("differing").size();
        if (more > 0) {
            out.println("and " + more + " more");
        }
        out.println(ReconcileCommand.Runs.line(run) + (run.path("dry").asBoolean() ? " (dry: nothing is kept)" : ""));
    }
}
