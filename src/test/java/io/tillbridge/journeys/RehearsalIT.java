package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.cli.Main;
import io.tillbridge.security.ApiToken;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft is tried on what came yesterday, on one message and on what comes now, before anybody activates it. */
class RehearsalIT {

    private static final String DRAFT = "mappings/warehouse/receipt/V002__capitals.mapping.yaml";

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
    private Path directory;

    private ReloadingHub hub;
    private String draft = "";

    @BeforeEach
    void start() throws Exception {
        hub = new ReloadingHub(directory.resolve("hub"), "PT0S");
        draft = Files.readString(Path.of("mappings/warehouse/receipt/V001__receipts.mapping.yaml"))
                .replace("version: 1", "version: 2")
                .replace("via: [trim], required", "via: [trim, upper], required");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aDraftIsTriedOnYesterdaysDocumentsOnOneMessageAndOnLiveOnes() throws Exception {
        hub.item("rehearsed");
        for (int i = 1; i <= 5; i++) {
            assertThat(hub.receipt("RH-" + i, "rehearsed", "2")).isEqualTo(200);
        }
        Eventually.holds(() ->
                assertThat(hub.count("select count(*) from stock_movement")).isEqualTo(5));

        Path own = directory.resolve("own");
        WrittenFile.write(own.resolve(DRAFT), draft);
        Printed diff = diff(own, "--fail-on", "changed=0");

        assertThat(diff.code()).as(diff.out() + diff.err()).isEqualTo(1);
        JsonNode found = Json.read(diff.out());
        assertThat(found.at("/report/documents").asInt()).isEqualTo(5);
        assertThat(found.at("/report/fields/0/path").asText()).isEqualTo("lines[].sku");
        assertThat(found.at("/report/fields/0/changed").asInt()).isEqualTo(5);
        assertThat(found.at("/rows/0/row").asText()).isEqualTo("lines[].sku");
        assertThat(found.path("exceeded")).hasSize(1);
        String asOf = found.path("asOf").asText();
        assertThat(Json.read(diff(own, "--remembered").out()).path("asOf").asText())
                .as("the answer that is there")
                .isEqualTo(asOf);
        assertThat(Json.read(diff(own).out()).path("asOf").asText())
                .as("asked anew")
                .isGreaterThan(asOf);
        assertThat(hub.get("/api/mappings/warehouse.receipt").path("versions"))
                .as("the draft was not kept")
                .hasSize(1);

        hub.write(hub.file(DRAFT), draft);
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
        String message = hub.text("select message_id::text from message where receipt_key = 'RH-1'");
        JsonNode preview = hub.get("/api/mappings/warehouse.receipt/versions/2/preview?message=" + message);
        assertThat(preview.at("/cells/0/after").asText()).isEqualTo("\"REHEARSED\"");
        JsonNode why = hub.get("/api/messages/" + message + "/why?path=lines%5B0%5D.sku");
        assertThat(why.path("pointer").asText()).isEqualTo("/lines/0/sku");
        assertThat(why.at("/activation/version").asInt()).isEqualTo(1);

        shadow();
    }

    private void shadow() {
        String path = "/api/mappings/warehouse.receipt/shadows";
        JsonNode started =
                Json.read(hub.api("POST", path, "{\"version\":2,\"for\":\"PT1H\",\"why\":\"before activation\"}")
                        .body());
        String id = started.path("id").asText();
        int[] sent = new int[1];
        Eventually.holds(() -> {
            assertThat(hub.receipt("RH-L" + sent[0]++, "rehearsed", "1")).isEqualTo(200);
            JsonNode report = hub.get(path + "/" + id).path("report");
            assertThat(report.path("documents").asInt()).isPositive();
            assertThat(report.at("/fields/0/changed").asInt())
                    .isEqualTo(report.path("documents").asInt());
        });
        Eventually.holds(
                () -> assertThat(hub.count("select sum(quantity)::bigint from stock_movement where sku = 'rehearsed'"))
                        .as("only the version that counts is posted")
                        .isEqualTo(10 + sent[0]));
        assertThat(hub.count("select count(*) from message where state = 'held'"))
                .isZero();
        assertThat(Json.read(hub.api("DELETE", path + "/" + id, "").body())
                        .path("state")
                        .asText())
                .isEqualTo("stopped");
    }

    private String token() {
        return hub.bean(ApiToken.class).value().reveal();
    }

    private Printed diff(Path home, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("mapping", "diff", "warehouse.receipt", "1", "2", "--against", "recorded", "--last", "1d"));
        arguments.addAll(List.of("--home", home.toString(), "--url", hub.url, "--token", token(), "--json"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private record Printed(int code, String out, String err) {}

    private static Printed run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile("rehearsal", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Printed(process.waitFor(), out, Files.readString(err));
    }
}
