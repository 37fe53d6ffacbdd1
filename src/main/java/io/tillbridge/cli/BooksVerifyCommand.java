package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tillbridge books verify}. */
@Command(
        name = "verify",
        description = {
            "Looks whether the books keep their laws: balances, claims, conservation, orders, journal, promises at risk.",
            "",
            "A running hub is asked, and nothing is changed. Exit 1 when a figure breaks a law."
        },
        footer = {"", "Example:", "  tillbridge books verify"})
final class BooksVerifyCommand implements Callable<Integer> {

    /** Big books take long. */
    private static final Duration LONGEST = Duration.ofHours(2);

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        return hub.print(
                hub.client().get("/api/books/verify", LONGEST),
                BooksVerifyCommand::print,
                told -> told.path("sound").asBoolean() ? ExitCode.FINE : ExitCode.FOUND);
    }

    private static void print(JsonNode told, PrintWriter out) {
        told.path("checks").forEach(check -> check(check, out));
        out.println(told.path("sound").asBoolean() ? "the books keep their laws" : "THE BOOKS ARE BROKEN");
    }

    private static void check(JsonNode check, PrintWriter out) {
        out.printf(
                "%-16s %s%n",
                check.path("check").asText(),
                check.path("findings").asLong() == 0
                        ? "holds"
                        : check.path("findings").asText() + " found");
        for (JsonNode item : check.path("items")) {
            out.printf(
                    "  %s: expected %s, found %s%n",
                    item.path("key").asText(),
                    item.path("expected").asText(),
                    item.path("found").asText());
        }
    }
}
