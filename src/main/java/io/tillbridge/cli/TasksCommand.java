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

/** {@code tillbridge tasks}: what people have to do. */
@Command(
        name = "tasks",
        description = "Shows what people have to do about goods and orders, and takes what is done off the list.",
        subcommands = {TasksCommand.ListThem.class, TasksCommand.Done.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge tasks list --owner S1"})
final class TasksCommand {

    private TasksCommand() {}

    /** {@code tillbridge tasks list}. */
    @Command(
            name = "list",
            description = "Prints what is to be done, first what is due first. A running hub is asked.",
            footer = {
                "",
                "Examples:",
                "  tillbridge tasks list",
                "  tillbridge tasks list --kind promise_at_risk --owner customer_service"
            })
    static final class ListThem implements Callable<Integer> {

        @Option(names = "--kind", paramLabel = "KIND", description = "Of this kind only, such as promise_at_risk.")
        private @Nullable String kind;

        @Option(names = "--owner", paramLabel = "OWNER", description = "Of this location or team only.")
        private @Nullable String owner;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                defaultValue = "open",
                description = "What is open (the default), or what is done.")
        private String state = "open";

        @Mixin
        private PageOptions page = new PageOptions();

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            ApiPath path = ApiPath.of("/api/tasks")
                    .with("state", state)
                    .with("kind", kind)
                    .with("owner", owner);
            return hub.print(hub.client().get(page.of(path)), this::print);
        }

        private void print(JsonNode list, PrintWriter out) {
            PageOptions.print(list, out, task -> out.println(line(task)), "nothing is " + state);
        }
    }

    /** {@code tillbridge tasks done}. */
    @Command(
            name = "done",
            description = "Says that a task is done. Who said so is on the audit log.",
            footer = {"", "Example:", "  tillbridge tasks done 17 --note \"customer took the blue one\" --by ana"})
    static final class Done implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "The task, as tillbridge tasks list shows it.")
        private String id = "";

        @Option(names = "--note", paramLabel = "TEXT", description = "What was done, for those who look later.")
        private @Nullable String note;

        @Option(names = "--by", paramLabel = "NAME", description = "Who did it, for the audit log.")
        private @Nullable String by;

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            if (id.isEmpty() || !id.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw new WrongCallException("'" + id + "' is no task id; tillbridge tasks list shows them");
            }
            String body = JsonOutput.write(note == null ? Map.of() : Map.of("note", note));
            String path = "/api/tasks/" + id + "/done";
            return hub.print(hub.client().post(path, body, by), (task, out) -> out.println(line(task)));
        }
    }

    private static String line(JsonNode task) {
        return "%s %s %s: %s, %s %s"
                .formatted(
                        task.path("id").asText(),
                        task.path("kind").asText(),
                        task.path("subject").asText(),
                        task.path("owner").asText(),
                        task.path("state").asText().equals("done") ? "done" : "due",
                        task.path(task.path("state").asText().equals("done") ? "doneAt" : "dueAt")
                                .asText());
    }
}
