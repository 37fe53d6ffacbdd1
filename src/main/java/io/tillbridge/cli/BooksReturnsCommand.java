package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge books returns}: what came back, and where it goes. */
@Command(
        name = "returns",
        description = "Shows what came back and what waits, and moves goods on as somebody decides.",
        subcommands = {
            BooksReturnsCommand.ListThem.class,
            BooksReturnsCommand.Show.class,
            BooksReturnsCommand.Decide.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge books returns list --waiting"})
final class BooksReturnsCommand {

    private BooksReturnsCommand() {}

    /** {@code tillbridge books returns list}. */
    @Command(
            name = "list",
            description = "Prints returns with their lines, newest first. A running hub is asked.",
            footer = {
                "",
                "Examples:",
                "  tillbridge books returns list --waiting --location S1",
                "  tillbridge books returns list --order 1001 --condition C"
            })
    static final class ListThem implements Callable<Integer> {

        @Option(names = "--waiting", description = "Only those of which goods wait for a decision.")
        private boolean waiting;

        @Option(names = "--system", paramLabel = "CONNECTION", description = "Told by this connection only.")
        private @Nullable String system;

        @Option(names = "--order", paramLabel = "ORDER", description = "Of this order only, as the return names it.")
        private @Nullable String order;

        @Option(names = "--location", paramLabel = "LOCATION", description = "Received at this location only.")
        private @Nullable String location;

        @Option(names = "--sku", paramLabel = "SKU", description = "Of this item only.")
        private @Nullable String sku;

        @Option(names = "--condition", paramLabel = "CONDITION", description = "In this condition only, A to F or X.")
        private @Nullable String condition;

        @Mixin
        private PageOptions page = new PageOptions();

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            ApiPath path = ApiPath.of("/api/returns")
                    .with("waiting", waiting ? "true" : null)
                    .with("system", system)
                    .with("order", order)
                    .with("location", location)
                    .with("sku", sku)
                    .with("condition", condition);
            return hub.print(hub.client().get(page.of(path)), ListThem::print);
        }

        private static void print(JsonNode list, PrintWriter out) {
            PageOptions.print(list, out, one -> head(one, out), "nothing came back");
        }
    }

    /** {@code tillbridge books returns show}. */
    @Command(
            name = "show",
            description = "Prints one return: its lines, what was decided, what somebody must do, what moved.",
            footer = {"", "Example:", "  tillbridge books returns show 17"})
    static final class Show implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "The return, as tillbridge books returns list shows it.")
        private String id = "";

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            return hub.print(hub.client().get(ApiPath.of("/api/returns/" + given(id))), BooksReturnsCommand::whole);
        }
    }

    /** {@code tillbridge books returns decide}. */
    @Command(
            name = "decide",
            description = {
                "Moves goods of a return's line out of quality hold: to the shelf, to the damaged, or to the supplier.",
                "",
                "Goods that were received as damaged can go to the supplier. Who said so is on the audit log."
            },
            footer = {
                "",
                "Examples:",
                "  tillbridge books returns decide 17 --line 1 --to sellable --why \"packed again\" --by ana",
                "  tillbridge books returns decide 17 --line 2 --to vendor --quantity 1 --why RMA-88"
            })
    static final class Decide implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "The return, as tillbridge books returns list shows it.")
        private String id = "";

        @Option(names = "--line", required = true, paramLabel = "LINE", description = "The line's id in the return.")
        private String line = "";

        @Option(
                names = "--to",
                required = true,
                paramLabel = "TARGET",
                description = "Where the goods go: sellable, damaged or vendor.")
        private String to = "";

        @Option(
                names = "--quantity",
                paramLabel = "QUANTITY",
                description = "How much of the line; by default all that waits.")
        private @Nullable String quantity;

        @Option(
                names = "--why",
                required = true,
                paramLabel = "TEXT",
                description = "What the review found, for those who look later.")
        private String why = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Who decided, for the audit log.")
        private @Nullable String by;

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("line", line, "to", to, "reason", why));
            if (quantity != null) {
                body.put("quantity", quantity);
            }
            String path = "/api/returns/" + given(id) + "/decisions";
            String json = JsonOutput.write(body);
            return hub.print(hub.client().post(path, json, by), BooksReturnsCommand::whole);
        }
    }

    private static String given(String id) {
        if (id.isEmpty() || !id.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new WrongCallException("'" + id + "' is no return id; tillbridge books returns list shows them");
        }
        return id;
    }

    private static void head(JsonNode one, PrintWriter out) {
        out.printf(
                "%s %s %s of %s, %s%n",
                one.path("id").asText(),
                one.path("system").asText(),
                one.path("returnId").asText(),
                one.has("orderId") ? "order " + one.path("orderId").asText() : "no order",
                one.path("returnedAt").asText());
        for (JsonNode line : one.path("lines")) {
            out.printf(
                    "  %s %s %s: %s%s%s%s, waits %s%n",
                    line.path("id").asText(),
                    line.path("quantity").asText(),
                    line.path("sku").asText(),
                    line.path("bucket").asText(),
                    line.has("location") ? " at " + line.path("location").asText() : "",
                    line.has("condition")
                            ? ", condition " + line.path("condition").asText()
                            : "",
                    line.has("reason") ? ", because " + line.path("reason").asText() : "",
                    line.path("waits").asText());
        }
    }

    private static void whole(JsonNode one, PrintWriter out) {
        head(one, out);
        for (JsonNode decision : one.path("decisions")) {
            out.printf(
                    "  decided: %s of %s to %s by %s: %s%n",
                    decision.path("quantity").asText(),
                    decision.path("line").asText(),
                    decision.path("to").asText(),
                    decision.path("by").asText(),
                    decision.path("reason").asText());
        }
        for (JsonNode open : one.path("open")) {
            out.printf(
                    "  to do: %s of %s%s%n",
                    open.path("kind").asText(),
                    open.path("line").asText(),
                    open.has("dueAt") ? " until " + open.path("dueAt").asText() : "");
        }
        for (JsonNode moved : one.path("movements")) {
            out.printf(
                    "  %s %s: %s %s -> %s %s%n",
                    moved.path("quantity").asText(),
                    moved.path("sku").asText(),
                    moved.at("/from/place").asText(),
                    moved.at("/from/bucket").asText(),
                    moved.at("/to/place").asText(),
                    moved.at("/to/bucket").asText());
        }
    }
}
