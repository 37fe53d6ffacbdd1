package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge orders}: what became of an order's goods, and what a customer is given another way. */
@Command(
        name = "orders",
        description = "Says what became of an order's goods, and gives customers another store or another item.",
        subcommands = {
            OrderDeskCommands.Pick.class,
            OrderDeskCommands.Ready.class,
            OrderDeskCommands.HandOver.class,
            OrdersCommand.Move.class,
            OrdersCommand.Offer.class,
            OrdersCommand.Decide.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge orders move shop 4711 --to S2"})
final class OrdersCommand {

    private OrdersCommand() {}

    /** Which order, and who asks. */
    static final class OfOrder {

        @Parameters(index = "0", paramLabel = "SYSTEM", description = "The connection that sold the order.")
        private String system = "";

        @Parameters(index = "1", paramLabel = "ID", description = "The order's id there.")
        private String id = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Who asks, for the audit log.")
        private @Nullable String by;

        @Mixin
        private AskedHub hub = new AskedHub();

        int post(String verb, Map<String, Object> body, AskedHub.Text text) {
            String path = ApiPath.of("/api/orders", system, id, verb).text();
            return hub.print(hub.client().post(path, JsonOutput.write(body), by), text);
        }
    }

    /** All of an order's lines, or one of them, or a part of it. */
    static final class OfLine {

        @Option(names = "--line", paramLabel = "LINE", description = "This line only. All lines if it is absent.")
        private @Nullable String line;

        @Option(names = "--quantity", paramLabel = "UNITS", description = "So much of the line. All of it if absent.")
        private @Nullable String quantity;

        /** Names the line, where there is one; says whether. */
        boolean put(Map<String, Object> body, String member) {
            if (line == null && quantity != null) {
                throw new WrongCallException("--quantity is of a line; name it with --line");
            }
            if (line != null) {
                body.put(member, List.of(part(line, quantity)));
            }
            return line != null;
        }
    }

    /** {@code tillbridge orders move}. */
    @Command(
            name = "move",
            description = "Moves lines of an order to another location, all that is asked for or nothing.",
            footer = {"", "Example:", "  tillbridge orders move shop 4711 --to S2 --line L1 --quantity 1 --by ana"})
    static final class Move implements Callable<Integer> {

        @Mixin
        private OfOrder order = new OfOrder();

        @Option(names = "--to", required = true, paramLabel = "LOCATION", description = "Where they are fetched now.")
        private String location = "";

        @Mixin
        private OfLine line = new OfLine();

        @Override
        public Integer call() {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("location", location));
            line.put(body, "lines");
            return order.post("move", body, Move::print);
        }

        private static void print(JsonNode order, PrintWriter out) {
            order.path("lines")
                    .forEach(line -> line.path("claims")
                            .forEach(claim -> out.println(line.path("id").asText() + ": "
                                    + claim.path("quantity").asText() + " of "
                                    + claim.path("sku").asText() + " at "
                                    + claim.path("location").asText() + ", "
                                    + claim.path("state").asText())));
        }
    }

    /** {@code tillbridge orders offer}. */
    @Command(
            name = "offer",
            description = "Holds another item for a line of an order and tells the customer.",
            footer = {"", "Example:", "  tillbridge orders offer shop 4711 --line L1 --sku BLUE --by ana"})
    static final class Offer implements Callable<Integer> {

        @Mixin
        private OfOrder order = new OfOrder();

        @Option(names = "--line", required = true, paramLabel = "LINE", description = "The line that it is for.")
        private String line = "";

        @Option(names = "--sku", required = true, paramLabel = "SKU", description = "The other item.")
        private String sku = "";

        @Option(names = "--quantity", paramLabel = "UNITS", description = "How many. All that is wanted if absent.")
        private @Nullable String quantity;

        @Override
        public Integer call() {
            Map<String, Object> body = part(line, quantity);
            body.put("sku", sku);
            return order.post("substitutions", body, OrdersCommand::print);
        }
    }

    /** {@code tillbridge orders decide}. */
    @Command(
            name = "decide",
            description = "Says whether the customer takes what was offered.",
            footer = {"", "Example:", "  tillbridge orders decide 17 accept --by ana"})
    static final class Decide implements Callable<Integer> {

        private static final Set<String> ANSWERS = Set.of("accept", "refuse");

        @Parameters(index = "0", paramLabel = "OFFER", description = "The number that the offer was given.")
        private String offer = "";

        @Parameters(index = "1", paramLabel = "ANSWER", description = "One of accept and refuse.")
        private String answer = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Who says so, for the audit log.")
        private @Nullable String by;

        @Mixin
        private AskedHub hub = new AskedHub();

        @Override
        public Integer call() {
            if (!ANSWERS.contains(answer)) {
                throw new WrongCallException("'" + answer + "' is no answer; say accept or refuse");
            }
            String path = ApiPath.of("/api/substitutions", offer, answer).text();
            return hub.print(hub.client().post(path, "{}", by), OrdersCommand::print);
        }
    }

    private static Map<String, Object> part(String line, @Nullable String quantity) {
        Map<String, Object> part = new LinkedHashMap<>(Map.of("line", line));
        if (quantity != null) {
            part.put("quantity", quantity);
        }
        return part;
    }

    private static void print(JsonNode offer, PrintWriter out) {
        out.println("%s %s: %s of %s instead of line %s, until %s"
                .formatted(
                        offer.path("id").asText(),
                        offer.path("state").asText(),
                        offer.path("quantity").asText(),
                        offer.path("sku").asText(),
                        offer.path("line").asText(),
                        offer.path("until").asText()));
    }
}
