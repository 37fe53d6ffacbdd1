package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tillbridge conflicts}: what people must look at although nothing failed. */
@Command(
        name = "conflicts",
        description = "Shows what people must look at although nothing failed, and ends what is over.",
        subcommands = {ConflictsCommand.ListThem.class, ConflictsCommand.Resolve.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge conflicts list --kind closure_difference"})
final class ConflictsCommand {

    private ConflictsCommand() {}

    /** {@code tillbridge conflicts list}. */
    @Command(
            name = "list",
            description = "Prints the open conflicts, newest first. A running hub is asked.",
            footer = {"", "Example:", "  tillbridge conflicts list --kind unequal_fact"})
    static final class ListThem implements Callable<Integer> {

        @Option(names = "--kind", paramLabel = "KIND", description = "Of this kind only, such as unequal_fact.")
        private @Nullable String kind;

        @Option(names = "--after", paramLabel = "ID", description = "The page behind the conflict with this id.")
        private @Nullable String after;

        @Mixin
        private ClientOptions client = new ClientOptions();

        @Option(names = "--json", description = "Print the answer as it comes, on one line.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            HubClient.Answer answer = new HubClient(client)
                    .get("/api/conflicts?limit=50" + parameter("kind", kind) + parameter("after", after));
            if (!answer.fine() || json) {
                return Print.answer(spec, answer, json);
            }
            PrintWriter out = spec.commandLine().getOut();
            JsonNode page = ExactJson.parse(answer.body());
            page.path("items").forEach(conflict -> out.println(line(conflict)));
            out.println(
                    page.path("items").isEmpty()
                            ? "nothing is open"
                            : page.has("next")
                                    ? "more: --after " + page.path("next").asText()
                                    : "that is all");
            out.flush();
            return ExitCode.FINE;
        }

        private static String parameter(String name, @Nullable String value) {
            return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    /** {@code tillbridge conflicts resolve}. */
    @Command(
            name = "resolve",
            description = "Says that a conflict is over, and why. Who said so is on the audit log.",
            footer = {"", "Example:", "  tillbridge conflicts resolve 17 --why \"printed twice, counted once\" --by ana"
            })
    static final class Resolve implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "The conflict, as tillbridge conflicts list shows it.")
        private String id = "";

        @Option(
                names = "--why",
                paramLabel = "TEXT",
                required = true,
                description = "What was found and done, for those who look later.")
        private String why = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Who says so, for the audit log.")
        private @Nullable String by;

        @Mixin
        private ClientOptions client = new ClientOptions();

        @Option(names = "--json", description = "Print the answer as it comes, on one line.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            if (id.isEmpty() || !id.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw new WrongCallException("'" + id + "' is no conflict id; tillbridge conflicts list shows them");
            }
            String body = JsonOutput.write(Map.of("why", why));
            HubClient hub = new HubClient(client);
            String path = "/api/conflicts/" + id + "/resolve";
            HubClient.Answer answer = by == null ? hub.post(path, body) : hub.post(path, body, by);
            if (!answer.fine() || json) {
                return Print.answer(spec, answer, json);
            }
            spec.commandLine().getOut().println(line(ExactJson.parse(answer.body())));
            return ExitCode.FINE;
        }
    }

    private static String line(JsonNode conflict) {
        boolean over = conflict.has("resolvedAt");
        return "%s %s %s: %s %s %s"
                .formatted(
                        conflict.path("id").asText(),
                        conflict.path("kind").asText(),
                        conflict.path("subject").asText(),
                        conflict.path("detail"),
                        over ? "over" : "raised",
                        conflict.path(over ? "resolvedAt" : "raisedAt").asText());
    }
}
