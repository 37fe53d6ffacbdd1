package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tillbridge books stock}. */
@Command(
        name = "stock",
        description = {
            "Prints where a lot or a serial number is and what moved it, or what expires before a day.",
            "",
            "A running hub is asked. Exit 1 when nothing is found."
        },
        footer = {
            "",
            "Examples:",
            "  tillbridge books stock --serial SN-100",
            "  tillbridge books stock --lot L-7 --sku TEE",
            "  tillbridge books stock --expires-before 2026-12-31"
        })
final class BooksStockCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private By by = new By();

    /** What is looked for: one of them. */
    static final class By {

        @Option(names = "--lot", paramLabel = "LOT", description = "The lot to look for.")
        private @Nullable String lot;

        @Option(names = "--serial", paramLabel = "SERIAL", description = "The serial number to look for.")
        private @Nullable String serial;

        @Option(
                names = "--expires-before",
                paramLabel = "DATE",
                description = "What is in stock and expires before this day, such as 2026-12-31.")
        private @Nullable String expiresBefore;
    }

    @Option(names = "--sku", paramLabel = "SKU", description = "Of this item only.")
    private @Nullable String sku;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        ApiPath path = ApiPath.of("/api/stock")
                .with("lot", by.lot)
                .with("serial", by.serial)
                .with("expiresBefore", by.expiresBefore)
                .with("sku", sku);
        return hub.print(
                hub.client().get(page.of(path)),
                BooksStockCommand::print,
                list -> list.path("items").isEmpty() ? ExitCode.FOUND : ExitCode.FINE);
    }

    private static void print(JsonNode list, PrintWriter out) {
        PageOptions.print(list, out, one -> print(out, one), "nothing found");
    }

    private static void print(PrintWriter out, JsonNode one) {
        out.println(one.path("sku").asText()
                + (one.has("lot") ? " lot " + one.path("lot").asText() : "")
                + (one.has("serial") ? " serial " + one.path("serial").asText() : "")
                + (one.has("expiresOn") ? " good until " + one.path("expiresOn").asText() : ""));
        for (JsonNode place : one.path("places")) {
            out.printf(
                    "  %s %s %s%n",
                    place.path("place").asText(),
                    place.path("bucket").asText(),
                    place.path("quantity").asText());
        }
        for (JsonNode moved : one.path("movements")) {
            out.printf(
                    "  %s %s %s: %s -> %s, message %s%n",
                    moved.path("occurredAt").asText(),
                    moved.path("reason").asText(),
                    moved.path("quantity").asText(),
                    moved.at("/from/place").asText(),
                    moved.at("/to/place").asText(),
                    moved.path("messageId").asText());
        }
    }
}
