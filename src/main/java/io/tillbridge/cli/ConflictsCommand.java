package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

        @Mixin
        private PageOptions page = new PageOptions();

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            ApiPath path = ApiPath.of("/api/conflicts").with("kind", kind);
            return hub.print(hub.client().get(page.of(path)), ListThem::print);
        }

        private static void print(JsonNode list, PrintWriter out) {
            PageOptions.print(list, out, conflict -> out.println(line(conflict)), "nothing is open");
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
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            if (id.isEmpty() || !id.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw new WrongCallException("'" + id + "' is no conflict id; tillbridge conflicts list shows them");
            }
            String body = JsonOutput.write(Map.of("why", why));
            String path = "/api/conflicts/" + id + "/resolve";
            return hub.print(hub.client().post(path, body, by), (conflict, out) -> out.println(line(conflict)));
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
