package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge books}: what the books of a running hub say. */
@Command(
        name = "books",
        description = "Shows what the books of a running hub say.",
        subcommands = {BooksCommand.TrialBalance.class, BooksVerifyCommand.class, BooksStockCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge books trial-balance --from 2026-11-01 --to 2026-11-30"})
final class BooksCommand {

    private BooksCommand() {}

    /** {@code tillbridge books trial-balance}. */
    @Command(
            name = "trial-balance",
            description = {
                "Prints debits, credits and balance of every account over days, by ledger and currency.",
                "",
                "A running hub is asked. Exit 1 when debits do not equal credits."
            },
            footer = {
                "",
                "Examples:",
                "  tillbridge books trial-balance --from 2026-11-21",
                "  tillbridge books trial-balance --from 2026-11-01 --to 2026-11-30 --store S1"
            })
    static final class TrialBalance implements Callable<Integer> {

        @Option(
                names = "--from",
                required = true,
                paramLabel = "DATE",
                description = "The first day, such as 2026-11-01.")
        private String from = "";

        @Option(names = "--to", paramLabel = "DATE", description = "The last day; by default the first one.")
        private @Nullable String to;

        @Option(names = "--store", paramLabel = "STORE", description = "Of this store only.")
        private @Nullable String store;

        @Mixin
        private ClientOptions client = new ClientOptions();

        @Option(names = "--json", description = "Print the answer as it comes, on one line.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String path = "/api/books/trial-balance?from=" + encoded(from) + "&to=" + encoded(to == null ? from : to)
                    + (store == null ? "" : "&store=" + encoded(store));
            HubClient.Answer answer = new HubClient(client).get(path);
            if (!answer.fine()) {
                return Print.answer(spec, answer, json);
            }
            JsonNode trial = ExactJson.parse(answer.body());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(answer.body());
            } else {
                trial.path("items").forEach(row -> out.println(line(row)));
                out.println(
                        trial.path("items").isEmpty()
                                ? "no entries"
                                : trial.path("balanced").asBoolean() ? "debits equal credits" : "OUT OF BALANCE");
            }
            out.flush();
            return trial.path("balanced").asBoolean() ? ExitCode.FINE : ExitCode.FOUND;
        }

        private static String line(JsonNode row) {
            return "%-12s %s %-20s %15s %15s %15s"
                    .formatted(
                            row.path("ledger").asText(),
                            row.path("currency").asText(),
                            row.path("account").asText(),
                            row.path("debit").asText(),
                            row.path("credit").asText(),
                            row.path("balance").asText());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
