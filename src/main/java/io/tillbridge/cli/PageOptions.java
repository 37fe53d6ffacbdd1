package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which page of a list a command prints. */
final class PageOptions {

    @Option(
            names = "--after",
            paramLabel = "ID",
            description = "The next page: what is behind the entry that the page before named at its end.")
    private @Nullable String after;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many entries, 1 to 200. Default: 50.")
    private @Nullable Integer limit;

    /** A list's path, with the page. */
    ApiPath of(ApiPath list) {
        return list.with("after", after).with("limit", limit);
    }

    /**
     * Prints a page, an entry after the other, and how it ends.
     *
     * @param empty what is printed of a list without entries
     */
    static void print(JsonNode page, PrintWriter out, Consumer<JsonNode> entry, String empty) {
        page.path("items").forEach(entry);
        out.println(end(page, page.path("items").isEmpty() ? empty : "that is all"));
    }

    /**
     * The line that a page ends with.
     *
     * @param whole when no page is behind it
     */
    static String end(JsonNode page, String whole) {
        return page.hasNonNull("next") ? "more: --after " + page.path("next").asText() : whole;
    }
}
