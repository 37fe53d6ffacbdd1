package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge books verify}. */
@Command(
        name = "verify",
        description = {
            "Looks whether the books keep their laws: balances, claims, conservation, orders, journal.",
            "",
            "A running hub is asked, and nothing is changed. Exit 1 when a figure breaks a law."
        },
        footer = {"", "Example:", "  tillbridge books verify"})
final class BooksVerifyCommand implements Callable<Integer> {

    /** Big books take long. */
    private static final Duration LONGEST = Duration.ofHours(2);

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print the answer as it comes, on one line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        HubClient.Answer answer = new HubClient(client).get("/api/books/verify", LONGEST);
        if (!answer.fine()) {
            return Print.answer(spec, answer, json);
        }
        JsonNode told = ExactJson.parse(answer.body());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.body());
        } else {
            told.path("checks").forEach(check -> print(out, check));
            out.println(told.path("sound").asBoolean() ? "the books keep their laws" : "THE BOOKS ARE BROKEN");
        }
        out.flush();
        return told.path("sound").asBoolean() ? ExitCode.FINE : ExitCode.FOUND;
    }

    private static void print(PrintWriter out, JsonNode check) {
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
