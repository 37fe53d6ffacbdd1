package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge mapping preview}. */
@Command(
        name = "preview",
        description =
                "Shows one message of a running hub as it was translated and as another version would translate it: the"
                        + " cells that differ, each with the row, source and functions that wrote it. Exit 1 when the version gives no"
                        + " result.",
        footer = {
            "",
            "Example:",
            "  tillbridge mapping preview shopify.order 2 --message 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f"
        })
final class MappingPreviewCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "The mapping, such as shopify.order.")
    private String subject = "";

    @Parameters(index = "1", paramLabel = "N", description = "The other version, such as 2.")
    private int version;

    @Option(names = "--message", paramLabel = "ID", required = true, description = "The message.")
    private String message = "";

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        ApiPath path = ApiPath.of("/api/mappings", subject, "versions", String.valueOf(version), "preview")
                .with("message", GivenId.message(message));
        return hub.print(
                hub.client().get(path),
                MappingPreviewCommand::print,
                preview -> preview.at("/after/outcome").asText().equals("translated") ? ExitCode.FINE : ExitCode.FOUND);
    }

    private static void print(JsonNode preview, PrintWriter out) {
        side("before", preview.path("before"), out);
        side("after", preview.path("after"), out);
        preview.path("cells").forEach(cell -> cell(cell, out));
        out.println(preview.path("cells").size() + " cell(s) differ");
    }

    private static void side(String word, JsonNode side, PrintWriter out) {
        out.println(word + ": V" + side.path("version").asText() + " "
                + side.path("outcome").asText()
                + (side.hasNonNull("code") ? " " + side.path("code").asText() : "")
                + (side.hasNonNull("at") ? " at " + side.path("at").asText() : "")
                + (side.hasNonNull("detail") ? ": " + side.path("detail").asText() : ""));
    }

    private static void cell(JsonNode cell, PrintWriter out) {
        out.println(cell.path("change").asText() + " " + cell.path("path").asText());
        value("before", cell.path("before"), cell.path("beforeBy"), out);
        value("after", cell.path("after"), cell.path("afterBy"), out);
    }

    private static void value(String word, JsonNode value, JsonNode by, PrintWriter out) {
        if (!value.isMissingNode() && !value.isNull()) {
            out.printf("  %-6s %s%n", word, value.asText());
            if (by.isObject()) {
                out.println("         " + MappingWhyCommand.told(by));
            }
        }
    }
}
