package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files are added, changed and deleted while the hub runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadIT {

    private static final Path RECEIPT = Path.of("mappings/warehouse/receipt");

    private ReloadingHub hub;

    @BeforeAll
    void start(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER) Path directory) throws Exception {
        hub = new ReloadingHub(directory, "PT0S");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    private String configurationHealth() {
        return Json.read(hub.api("GET", "/actuator/health", "").body())
                .at("/components/configuration/status")
                .asText();
    }

    private String posted(String id, String sku) {
        assertThat(hub.receipt(id, sku, "1")).isEqualTo(200);
        Eventually.holds(() -> assertThat(hub.text("select state from message where receipt_key = ?", id))
                .isEqualTo("posted"));
        return hub.text("select message_id::text from message where receipt_key = ?", id);
    }

    @Test
    void filesWithAMistakeAreRefusedAndWhatRanRunsOn() throws Exception {
        Path file = hub.connection("warehouse");
        String before = hub.text(file);
        int generation =
                hub.get("/api/connections/warehouse").path("generation").asInt();
        hub.write(file, before.replace("timezone:", "timezoned:"));

        JsonNode refused = hub.reload();

        assertThat(refused.path("outcome").asText()).isEqualTo("refused");
        assertThat(refused.path("code").asText()).isEqualTo("files_invalid");
        assertThat(refused.at("/problems/0/file").asText()).isEqualTo("config/connections/warehouse.connection.yaml");
        assertThat(refused.path("problems").findValuesAsText("line")).contains("5");
        assertThat(hub.get("/api/connections").at("/reload/problems/0/fix").asText())
                .contains("timezone");
        assertThat(hub.get("/api/reload").path("outcome").asText()).isEqualTo("refused");
        assertThat(configurationHealth()).isEqualTo("OUTDATED");
        assertThat(hub.text("select outcome from node_configuration")).isEqualTo("refused");
        assertThat(hub.get("/api/connections/warehouse").path("generation").asInt())
                .isEqualTo(generation);
        hub.item("RB-1");
        posted("RB-1", "RB-1");

        hub.write(file, before);
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("unchanged");
        assertThat(configurationHealth()).isEqualTo("UP");
    }

    @Test
    void aDeletedConnectionClosesAndItsLanesRestUntilItIsBack() throws Exception {
        hub.item("RD-1");
        hub.api("POST", "/api/connections/outlet/pause", "{\"reason\":\"closed\"}");
        posted("RD-1", "RD-1");
        Path file = hub.connection("outlet");
        String text = hub.text(file);
        int routes = hub.held().getOrDefault("routes", 0);
        Files.delete(file);

        JsonNode gone = hub.reload();

        assertThat(gone.at("/connections/0/connection").asText()).isEqualTo("outlet");
        assertThat(gone.at("/connections/0/change").asText()).isEqualTo("removed");
        assertThat(gone.path("resting").path("outlet.availability").asInt()).isPositive();
        // Of its orders, its availability and its prices
        assertThat(hub.held()).containsEntry("routes", routes - 3);
        assertThat(hub.api("POST", "/hooks/outlet/orders", "{}").statusCode()).isEqualTo(404);
        assertThat(hub.api("POST", "/hooks/marketplace/orders", "{}").statusCode())
                .isEqualTo(401);
        assertThat(hub.api("GET", "/api/connections/outlet", "").statusCode()).isEqualTo(404);

        hub.write(file, text);
        assertThat(hub.reload().at("/connections/0/change").asText()).isEqualTo("added");
        assertThat(hub.held()).containsEntry("routes", routes);
        hub.api("POST", "/api/connections/outlet/resume", "{}");
        Eventually.holds(() ->
                assertThat(Systems.told(hub.systems.outlet, "RD-1", "quantity")).isEqualTo("1"));
    }

    @Test
    void aNewConnectionOfAKnownConnectorTakesPartAtOnce() throws Exception {
        String outlet = hub.text(hub.connection("outlet"));
        hub.write(hub.connection("second"), outlet.replace("id: outlet", "id: second"));

        JsonNode added = hub.reload();

        assertThat(added.at("/connections/0/connection").asText()).isEqualTo("second");
        assertThat(hub.get("/api/connections/second/generations")
                        .at("/running/generation")
                        .asInt())
                .isEqualTo(1);
        assertThat(hub.api("POST", "/hooks/second/orders", "{}").statusCode()).isEqualTo(401);
        hub.item("RN-1");
        posted("RN-1", "RN-1");
        Eventually.holds(() -> assertThat(hub.text(
                        "select state from outbox_lane where destination = 'second.availability' and key = 'RN-1/ST1'"))
                .isEqualTo("delivered"));
        Files.delete(hub.connection("second"));
        hub.reload();
    }

    @Test
    void aReleasedMappingThatChangesIsRefusedAndADraftChangesNothing() throws Exception {
        Path shipped;
        try (var files = Files.list(RECEIPT)) {
            shipped = files.filter(file -> file.toString().endsWith(".mapping.yaml"))
                    .findFirst()
                    .orElseThrow();
        }
        String text = Files.readString(shipped);
        hub.write(hub.file(shipped.toString()), text + "# another hash\n");
        JsonNode refused = hub.reload();
        assertThat(refused.at("/problems/0/rule").asText()).isEqualTo("not_the_imported_file");
        assertThat(refused.at("/problems/0/line").asLong())
                .isEqualTo(text.lines().count() + 1);
        Files.delete(hub.file(shipped.toString()));

        hub.write(
                hub.file(RECEIPT.resolve("V099__draft.mapping.yaml").toString()),
                text.replaceFirst("version: [0-9]+", "version: 99"));
        JsonNode swapped = hub.reload();
        assertThat(swapped.path("outcome").asText()).as(swapped.toString()).isEqualTo("swapped");
        assertThat(swapped.at("/mappingFiles/0").asText()).endsWith("V099__draft.mapping.yaml");
        hub.item("RM-1");
        String message = posted("RM-1", "RM-1");
        assertThat(hub.count("select mapping_version from message where message_id = ?::uuid", message))
                .isEqualTo(1);
    }

    @Test
    void newMappingsReleaseWhatWaitsForARowOfAValueMap() throws Exception {
        hub.item("RV-1");
        String message = posted("RV-1", "RV-1");
        hub.count(
                "with held as (update message set state = 'held', hold_key = 'valuemap:codes/X',"
                        + " hold_until = now() + interval '1 day' where message_id = ?::uuid returning 1)"
                        + " select count(*) from held",
                message);
        hub.write(hub.file("mappings/valuemaps/reload_codes.valuemap.yaml"), """
                apiVersion: tillbridge/v1
                kind: ValueMap
                name: reload_codes
                version: 1
                key: {columns: [source]}
                bijective: false
                unmapped: {do: hold}
                rows:
                  - {source: X, target: Y}
                """);

        JsonNode swapped = hub.reload();

        assertThat(swapped.path("outcome").asText()).as(swapped.toString()).isEqualTo("swapped");
        Eventually.holds(() -> assertThat(hub.text("select state from message where message_id = ?::uuid", message))
                .isNotEqualTo("held"));
    }

    @Test
    void aHomeThatIsGoneIsRefused() throws Exception {
        Path layer = hub.file("");
        Path away = layer.resolveSibling("away");
        Files.move(layer, away);
        try {
            JsonNode refused = hub.reload();
            assertThat(refused.path("outcome").asText()).isEqualTo("refused");
            assertThat(refused.path("code").asText()).isEqualTo("layer_missing");
        } finally {
            Files.move(away, layer);
        }
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("unchanged");
    }
}
