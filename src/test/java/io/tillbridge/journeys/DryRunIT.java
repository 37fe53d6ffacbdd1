package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first weeks of a roll-out: everything is read, translated and shown; nothing is posted or sent until it is. */
class DryRunIT {

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
    private Path directory;

    private ReloadingHub hub;

    @BeforeEach
    void start() throws Exception {
        hub = new ReloadingHub(directory, "PT0S");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void dryRun(String connection, String... flows) throws Exception {
        String text = Files.readString(hub.connection(connection)).replaceAll("dryRun: .*\n", "");
        String dry = flows.length == 0 ? "" : "dryRun: [" + String.join(", ", flows) + "]\n";
        hub.write(hub.connection(connection), text.replace("secrets:\n", dry + "secrets:\n"));
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
    }

    private String state(String receipt) {
        return hub.text("select state || coalesce(' ' || reason, '') from message where receipt_key = ?", receipt);
    }

    @Test
    void documentsAreTranslatedAndShownAndPostedByAReplayWhenTheDryRunIsOver() throws Exception {
        hub.item("DR-1");
        dryRun("warehouse", "receipts");
        assertThat(hub.get("/api/connections/warehouse").at("/dryRun/0").asText())
                .isEqualTo("receipts");
        assertThat(hub.receipt("DR-1", "DR-1", "5")).isEqualTo(200);
        assertThat(hub.receipt("DR-2", "DR-1", "2")).isEqualTo(200);
        assertThat(hub.receipt("DR-3", "DR-UNKNOWN", "2")).isEqualTo(200);
        Eventually.holds(() -> {
            assertThat(state("DR-1")).isEqualTo("skipped dry_run");
            assertThat(state("DR-2")).isEqualTo("skipped dry_run");
            assertThat(state("DR-3")).as("what is missing shows").isEqualTo("held sku_missing");
        });
        String message = hub.text("select message_id::text from message where receipt_key = 'DR-1'");
        JsonNode shown = hub.get("/api/messages/" + message + "/explain");
        assertThat(shown.toString()).contains("DR-1").contains("\"5\"");
        assertThat(hub.count("select count(*) from stock_movement")).isZero();
        assertThat(hub.count("select count(*) from outbox_lane")).isZero();
        String replay = "{\"dryRun\":{\"connection\":\"warehouse\",\"flow\":\"receipts\"},\"reason\":\"go live\"}";
        assertThat(hub.api("POST", "/api/replays", replay).body()).contains("still_dry_run");

        dryRun("warehouse");
        assertThat(hub.receipt("DR-2", "DR-1", "2"))
                .as("sent again by its sender")
                .isEqualTo(200);
        Eventually.holds(() -> assertThat(
                        hub.count("select count(*) from message where receipt_key = 'DR-2' and reason = 'repeat'"))
                .isEqualTo(1));
        JsonNode replayed = Json.read(hub.api("POST", "/api/replays", replay).body());

        assertThat(replayed.path("replayed").asInt()).as(replayed.toString()).isEqualTo(2);
        assertThat(hub.get("/api/replays/" + replayed.path("id").asText())
                        .path("replayed")
                        .asInt())
                .isEqualTo(2);
        Eventually.holds(() ->
                assertThat(hub.count("select count(*) from stock_movement")).isEqualTo(2));
        Eventually.holds(() -> assertThat(Systems.told(hub.systems.marketplace, "DR-1", "quantity"))
                .isEqualTo("7"));
        assertThat(Json.read(hub.api("POST", "/api/replays", replay).body())
                        .path("replayed")
                        .asInt())
                .as("replayed once")
                .isZero();
    }

    @Test
    void figuresAreRenderedAndShownAndTheNewestLeavesWhenTheDryRunIsOver() throws Exception {
        hub.item("DO-1");
        dryRun("marketplace", "availability");
        for (int receipt = 1; receipt <= 3; receipt++) {
            int told = receipt;
            assertThat(hub.receipt("DO-" + receipt, "DO-1", "1")).isEqualTo(200);
            Eventually.holds(() -> assertThat(hub.get("/api/deliveries?destination=marketplace.availability")
                            .at("/items/0/body")
                            .asText())
                    .contains("\"quantity\":" + told));
        }
        JsonNode shown = hub.get("/api/deliveries?destination=marketplace.availability&state=dry_run");
        assertThat(shown.at("/items/0/calls").asInt()).isZero();
        assertThat(hub.get("/api/lanes?destination=marketplace.availability")
                        .at("/items/0/waitingOn")
                        .asText())
                .isEqualTo("dry_run");
        assertThat(hub.systems.marketplace.calls()).isEmpty();
        Eventually.holds(() -> assertThat(Systems.told(hub.systems.warehouse, "DO-1", "available"))
                .as("the other destinations are told")
                .isEqualTo("3"));

        dryRun("marketplace");

        Eventually.holds(() -> assertThat(Systems.told(hub.systems.marketplace, "DO-1", "quantity"))
                .isEqualTo("3"));
        assertThat(Systems.about(hub.systems.marketplace, "DO-1"))
                .as("the newest state, not its history")
                .hasSize(1);
    }
}
