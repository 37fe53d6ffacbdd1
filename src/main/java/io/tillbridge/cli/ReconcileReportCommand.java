package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tillbridge reconcile report}. */
@Command(
        name = "report",
        description = "Prints how much differs by connection, age and likely cause. A running hub is asked.",
        footer = {"", "Example:", "  tillbridge reconcile report --connection wms"})
final class ReconcileReportCommand implements Callable<Integer> {

    @Option(names = "--connection", paramLabel = "ID", description = "Of this connection only.")
    private @Nullable String connection;

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        ApiPath path = ApiPath.of("/api/reconciliation/report").with("connection", connection);
        return hub.print(hub.client().get(path), ReconcileReportCommand::print);
    }

    private static void print(JsonNode report, PrintWriter out) {
        for (JsonNode one : report.path("connections")) {
            out.printf(
                    "%s: last run %s%s, %s corrected, mean time to detect %s%n",
                    one.path("connection").asText(),
                    one.path("lastRunAt").asText(),
                    one.hasNonNull("stopped")
                            ? " STOPPED: too many " + one.path("stopped").asText() + " differ"
                            : "",
                    one.path("corrected").asText(),
                    one.hasNonNull("meanSecondsToDetect")
                            ? one.path("meanSecondsToDetect").asText() + " s"
                            : "not known");
        }
        report.path("drifts").forEach(sum -> out.println(line(sum)));
        if (report.path("drifts").isEmpty()) {
            out.println("nothing differs");
        }
    }

    private static String line(JsonNode sum) {
        return "%s %s, %s, %s: %s figures, %s units, %s"
                .formatted(
                        sum.path("connection").asText(),
                        sum.path("state").asText(),
                        sum.path("age").asText(),
                        sum.path("cause").asText("no cause"),
                        sum.path("figures").asText(),
                        sum.path("units").asText("no"),
                        sum.hasNonNull("value")
                                ? sum.path("value").asText() + " "
                                        + sum.path("currency").asText()
                                : "no value known");
    }
}
