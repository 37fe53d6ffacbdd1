package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tillbridge reconcile why}. */
@Command(
        name = "why",
        description = {
            "Explains what systems say of an item at a location beside the books, and what was corrected there.",
            "",
            "A running hub is asked."
        },
        footer = {"", "Example:", "  tillbridge reconcile why TEE-1 main"})
final class ReconcileWhyCommand implements Callable<Integer> {

    /** What each outcome means for the person who reads it. */
    private static final Map<String, String> OUTCOMES = Map.ofEntries(
            Map.entry("correct", "small and clear enough to be corrected"),
            Map.entry("stopped", "too much differs in the run: look for a wrong mapping first"),
            Map.entry("owner_unknown", "no source is named for the location in config/locations.yaml"),
            Map.entry("not_the_owner", "another connection's word counts there: set this system right"),
            Map.entry("figure_unknown", "its levels are not said to stand for what is sellable"),
            Map.entry("too_many_units", "more units than are corrected without a person: count the item"),
            Map.entry("cost_unknown", "the item has no cost, so nobody knows what it is worth"),
            Map.entry("too_much_value", "worth more than is corrected without a person: count the item"),
            Map.entry("in_flight", "goods are under way to the system: the next runs will tell"),
            Map.entry("documents_wait", "documents of the connection wait or are dead: settle them first"),
            Map.entry("too_many_items", "too many items of the location differ at once"));

    @Parameters(index = "0", paramLabel = "SKU", description = "The item.")
    private String sku = "";

    @Parameters(index = "1", paramLabel = "LOCATION", description = "The location.")
    private String location = "";

    @Mixin
    private AskedHub hub = new AskedHub();

    @Override
    public Integer call() {
        ApiPath corrections = ApiPath.of("/api/reconciliation/corrections")
                .with("sku", sku)
                .with("location", location)
                .with("limit", 10);
        HubClient client = hub.client();
        HubClient.Answer drifts = client.get(
                ApiPath.of("/api/reconciliation/drifts").with("sku", sku).with("location", location));
        if (!drifts.fine()) {
            return hub.print(drifts, ReconcileWhyCommand::print);
        }
        HubClient.Answer corrected = client.get(corrections);
        if (!corrected.fine()) {
            return hub.print(corrected, ReconcileWhyCommand::print);
        }
        ObjectNode both = ExactJson.nodes().objectNode();
        both.set("drifts", ExactJson.parse(drifts.body()).path("items"));
        both.set("corrections", ExactJson.parse(corrected.body()).path("items"));
        return hub.print(new HubClient.Answer(drifts.status(), JsonOutput.write(both)), ReconcileWhyCommand::print);
    }

    private static void print(JsonNode both, PrintWriter out) {
        both.path("drifts").forEach(drift -> drift(drift, out));
        both.path("corrections").forEach(correction -> out.println(correction(correction)));
        if (both.path("drifts").isEmpty() && both.path("corrections").isEmpty()) {
            out.println("nothing differs there, and nothing was corrected");
        }
    }

    private static void drift(JsonNode drift, PrintWriter out) {
        out.println(ReconcileCommand.ListThem.line(drift, ""));
        if (drift.hasNonNull("drift")) {
            out.printf(
                    "  drift %s at %s: in flight %s into the location, %s out of it%n",
                    drift.path("drift").asText(),
                    drift.path("toldAt").asText(),
                    drift.path("came").asText(),
                    drift.path("went").asText());
        }
        out.printf(
                "  seen first at %s, last at %s%n",
                drift.path("firstSeenAt").asText(), drift.path("seenAt").asText());
        if (!drift.path("derivedFrom").asText("").isEmpty()) {
            out.println("  " + drift.path("derivedFrom").asText());
        }
        String outcome = drift.path("outcome").asText("");
        if (!outcome.isEmpty()) {
            out.printf("  %s: %s%n", outcome, OUTCOMES.getOrDefault(outcome, ""));
        }
    }

    private static String correction(JsonNode correction) {
        return "%s corrected by %s at %s: told %s, booked %s, moved %s"
                .formatted(
                        correction.path("connection").asText(),
                        correction.path("correctedBy").asText(),
                        correction.path("correctedAt").asText(),
                        correction.path("told").asText(),
                        correction.path("booked").asText(),
                        correction.path("moved").asText());
    }
}
