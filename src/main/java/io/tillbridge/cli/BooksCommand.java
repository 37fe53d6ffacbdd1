package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tillbridge books}: what the books of a running hub say. */
@Command(
        name = "books",
        description = "Shows what the books of a running hub say.",
        subcommands = {
            BooksCommand.TrialBalance.class,
            BooksVerifyCommand.class,
            BooksStockCommand.class,
            BooksReturnsCommand.class
        },
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
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            ApiPath path = ApiPath.of("/api/books/trial-balance")
                    .with("from", from)
                    .with("to", to == null ? from : to)
                    .with("store", store);
            return hub.print(
                    hub.client().get(path),
                    TrialBalance::print,
                    trial -> trial.path("balanced").asBoolean() ? ExitCode.FINE : ExitCode.FOUND);
        }

        private static void print(JsonNode trial, PrintWriter out) {
            trial.path("items").forEach(row -> out.println(line(row)));
            out.println(
                    trial.path("items").isEmpty()
                            ? "no entries"
                            : trial.path("balanced").asBoolean() ? "debits equal credits" : "OUT OF BALANCE");
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
    }
}
