package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Reposts as people read them. */
final class RepostText {

    private RepostText() {}

    /** How far a run is, such as {@code 12 of 40 previewed}. */
    static String progress(JsonNode run) {
        return run.path("state").asText().equals("previewing")
                ? text(run, "seen") + " of " + text(run, "messages") + " previewed"
                : reposted(run) + " reposted";
    }

    /** One line of a list. */
    static void line(JsonNode run, PrintWriter out) {
        out.println(text(run, "id") + " " + text(run, "subject") + " V" + text(run, "version") + " "
                + text(run, "state")
                + ", " + progress(run) + ", " + text(run, "refused") + " refused, by " + text(run, "requestedBy")
                + " at " + text(run, "createdAt") + ": " + text(run, "why"));
    }

    /** The net change that the preview found. */
    static void change(JsonNode run, PrintWriter out) {
        JsonNode change = run.path("change");
        out.println(text(run, "messages") + " message(s), " + text(run, "refused") + " refused, "
                + text(change, "reversals") + " movement(s) reversed");
        change.path("balances")
                .forEach(row -> out.printf(
                        "  stock   %s %s %s %s%n",
                        text(row, "sku"), text(row, "location"), text(row, "bucket"), signed(row)));
        change.path("claims")
                .forEach(row ->
                        out.printf("  claims  %s %s %s%n", text(row, "sku"), text(row, "location"), signed(row)));
        change.path("money").forEach(row -> out.printf("  money   %s %s%n", text(row, "currency"), signed(row)));
        if (change.path("moneyUnknown").asInt() > 0) {
            out.println("  money   of " + text(change, "moneyUnknown")
                    + " message(s) is not in it: what they were translated by is not on record");
        }
        change.path("orders")
                .forEach(row -> out.printf(
                        "  order   %s %s -> %s%n",
                        text(row, "number"),
                        row.path("before").path("state").asText(),
                        row.path("after").path("state").asText()));
        change.path("items").forEach(row -> out.printf("  item    %s %s%n", text(row, "sku"), text(row, "name")));
    }

    /** What was refused, and how it stands. */
    static void end(JsonNode run, PrintWriter out) {
        run.path("refusals")
                .forEach(row -> out.printf(
                        "refused: %s %s: %s%n", text(row, "message"), text(row, "code"), text(row, "detail")));
        out.println(
                switch (text(run, "state")) {
                    case "previewing" -> "previewing: " + progress(run);
                    case "previewed" ->
                        "nothing was changed; to repost this: tillbridge mapping repost --confirm " + text(run, "id");
                    case "running" -> "running: " + progress(run);
                    case "cancelled" -> "cancelled: " + text(run, "id") + "; nothing was changed";
                    case "failed" -> "failed: " + text(run, "failure") + "; nothing was changed, ask again";
                    default -> "reposted: " + reposted(run);
                });
    }

    private static String reposted(JsonNode run) {
        return text(run, "reposted") + " of " + text(run, "messages");
    }

    private static String text(JsonNode row, String member) {
        return row.path(member).asText();
    }

    private static String signed(JsonNode row) {
        String change = text(row, "change");
        return change.startsWith("-") ? change : "+" + change;
    }
}
