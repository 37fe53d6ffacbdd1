package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tillbridge mapping why}. */
@Command(
        name = "why",
        description =
                "Says where one cell of a message of a running hub came from: the row, what it read, its functions, the"
                        + " rows of value maps that answered, and the version with its activation.",
        footer = {"", "Example:", "  tillbridge mapping why 0198c7d2-6a10-7cc3-98c4-dc0c0c07398f 'lines[0].unitPrice'"})
final class MappingWhyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "The message.")
    private String message = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "The cell, such as lines[0].unitPrice.")
    private String path = "";

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        return hub.print(
                hub.client()
                        .get(ApiPath.of(
                                        "/api/messages",
                                        GivenId.message(message).toString(),
                                        "why")
                                .with("path", path)),
                MappingWhyCommand::print);
    }

    private static void print(JsonNode why, PrintWriter out) {
        out.println(why.path("path").asText() + " = " + why.path("value").asText("nothing"));
        out.println("  " + told(why));
        why.path("valueMaps")
                .forEach(one -> out.println("  value map " + one.path("map").asText() + " V"
                        + one.path("version").asText() + " asked "
                        + one.path("asked").asText() + ": "
                        + (one.hasNonNull("row") ? one.path("row") : "no row")));
        out.println("  version " + why.at("/mapping/subject").asText() + " V"
                + why.at("/mapping/version").asText() + " "
                + why.at("/mapping/sha256").asText());
        if (why.hasNonNull("activation")) {
            out.println("  counts from " + why.at("/activation/from").asText() + " by "
                    + why.at("/activation/by").asText() + ": "
                    + why.at("/activation/why").asText());
        }
    }

    /** A cell's provenance on one line. */
    static String told(JsonNode by) {
        StringJoiner told = new StringJoiner(", ");
        told.add("row " + by.path("row").asText());
        if (by.hasNonNull("pointer")) {
            told.add("from " + by.path("pointer").asText());
        }
        if (by.hasNonNull("raw")) {
            boolean constant = by.path("source").asText().equals("const");
            told.add((constant ? "constant " : "read ") + by.path("raw").asText());
        }
        by.path("functions").forEach(one -> told.add(one.asText()));
        return told.toString();
    }
}
