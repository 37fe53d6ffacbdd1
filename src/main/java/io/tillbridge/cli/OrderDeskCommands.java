package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a store did with an order's goods: {@code tillbridge orders pick}, {@code ready} and {@code hand-over}. */
final class OrderDeskCommands {

    private OrderDeskCommands() {}

    /** Which goods of which order. */
    static final class OfGoods {

        @Mixin
        private OrdersCommand.OfOrder order = new OrdersCommand.OfOrder();

        @Option(
                names = "--at",
                paramLabel = "LOCATION",
                description = "Where it was done. The only location that has something if it is absent.")
        private @Nullable String location;

        @Mixin
        private OrdersCommand.OfLine line = new OrdersCommand.OfLine();

        private int post(String verb, String member) {
            Map<String, Object> body = new LinkedHashMap<>();
            if (location != null) {
                body.put("location", location);
            }
            if (!line.put(body, member) && !member.equals("lines")) {
                body.put(member, List.of());
            }
            return order.post(verb, body, OfGoods::print);
        }

        private static void print(JsonNode order, PrintWriter out) {
            order.path("lines")
                    .forEach(line -> out.println("%s: %s of %s open, %s picked, %s ready, %s shipped"
                            .formatted(
                                    line.path("id").asText(),
                                    line.path("allocated").asText(),
                                    line.path("sku").asText(),
                                    line.path("picked").asText(),
                                    line.path("ready").asText(),
                                    line.path("shipped").asText())));
        }
    }

    /** {@code tillbridge orders pick}. */
    @Command(
            name = "pick",
            description = "Says that goods of an order were taken from the shelf, or could not be found.",
            footer = {
                "",
                "Examples:",
                "  tillbridge orders pick shop 4711 --at S1",
                "  tillbridge orders pick shop 4711 --line L1 --quantity 2 --missing --by ana"
            })
    static final class Pick implements Callable<Integer> {

        @Mixin
        private OfGoods goods = new OfGoods();

        @Option(names = "--missing", description = "They could not be found: the rules of their type say what happens.")
        private boolean missing;

        @Override
        public Integer call() {
            return goods.post("pick", missing ? "missing" : "lines");
        }
    }

    /** {@code tillbridge orders ready}. */
    @Command(
            name = "ready",
            description = "Says that goods of an order are packed, and tells the customer who fetches them.",
            footer = {"", "Example:", "  tillbridge orders ready shop 4711 --at S1 --by ana"})
    static final class Ready implements Callable<Integer> {

        @Mixin
        private OfGoods goods = new OfGoods();

        @Override
        public Integer call() {
            return goods.post("ready", "lines");
        }
    }

    /** {@code tillbridge orders hand-over}. */
    @Command(
            name = "hand-over",
            description =
                    "Says that goods of an order were given to the customer or the carrier: they leave the stock.",
            footer = {"", "Example:", "  tillbridge orders hand-over shop 4711 --line L1 --quantity 1 --by ana"})
    static final class HandOver implements Callable<Integer> {

        @Mixin
        private OfGoods goods = new OfGoods();

        @Override
        public Integer call() {
            return goods.post("hand-over", "lines");
        }
    }
}
