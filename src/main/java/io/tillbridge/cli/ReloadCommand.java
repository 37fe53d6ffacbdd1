package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tillbridge reload}. */
@Command(
        name = "reload",
        description = {
            "Has a running hub read its config/ and mappings/ again, without a restart.",
            "",
            "A hub also notices changed files by itself. Files with a mistake are refused as a whole: the mistakes are"
                    + " printed, one a line as by lint, and what ran runs on (exit code 1)."
        },
        footer = {"", "Examples:", "  tillbridge reload", "  tillbridge reload --json"})
final class ReloadCommand implements Callable<Integer> {

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        return hub.print(
                hub.client().post("/api/reload", "{}"),
                ReloadCommand::say,
                outcome -> List.of("unchanged", "swapped")
                                .contains(outcome.path("outcome").asText())
                        ? ExitCode.FINE
                        : ExitCode.FOUND);
    }

    private static void say(JsonNode outcome, PrintWriter out) {
        outcome.path("problems")
                .forEach(one -> out.printf(
                        "%s:%s:%s %s %s: found %s, expected %s; %s%n",
                        one.path("file").asText(),
                        one.path("line").asText(),
                        one.path("column").asText(),
                        one.path("rule").asText(),
                        one.path("field").asText(),
                        one.path("found").asText(),
                        one.path("expected").asText(),
                        one.path("fix").asText()));
        outcome.path("connections")
                .forEach(one -> out.printf(
                        "%s %s, generation %s%n",
                        one.path("connection").asText(),
                        one.path("change").asText(),
                        one.path("generation").asText()));
        outcome.path("mappingFiles").forEach(one -> out.println(one.asText() + " read again"));
        outcome.path("needRestart").forEach(one -> out.println(one.asText() + " needs a restart"));
        outcome.path("resting")
                .properties()
                .forEach(one -> out.println(one.getKey() + " is gone; " + one.getValue() + " due lanes rest"));
        out.println("reload " + outcome.path("outcome").asText()
                + (outcome.has("detail") ? ": " + outcome.path("detail").asText() : ""));
    }
}
