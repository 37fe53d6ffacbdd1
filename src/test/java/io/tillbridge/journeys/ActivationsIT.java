package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.cli.CommandRun;
import io.tillbridge.cli.Main;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.platform.Sha256;
import io.tillbridge.security.ApiToken;
import io.tillbridge.support.Eventually;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Versions count and are withdrawn over the API and by command while the hub runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivationsIT {

    private static final String FOLDER = "mappings/warehouse/receipt/";
    private static final String RECEIPT = "/api/mappings/warehouse.receipt";

    private ReloadingHub hub;

    @BeforeAll
    void start(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER) Path directory) throws Exception {
        hub = new ReloadingHub(directory, "PT0S");
        hub.item("ACT-1");
        String second = Files.readString(Path.of(FOLDER + "V001__receipts.mapping.yaml"))
                .replaceFirst("version: 1", "version: 2");
        hub.write(hub.file(FOLDER + "V002__again.mapping.yaml"), second);
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
        assertThat(problem(hub.api("POST", RECEIPT + "/activations", "{\"version\": 2, \"why\": \"early\"}")))
                .isEqualTo("409 not_released");
        hub.write(hub.file("mappings/mappings.lock"), Sha256.hex(second) + "  warehouse.receipt V2\n");
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    private static String problem(HttpResponse<String> answer) {
        return answer.statusCode() + " " + Json.read(answer.body()).path("code").asText();
    }

    private JsonNode posted(String id) {
        assertThat(hub.receipt(id, "ACT-1", "1")).isEqualTo(200);
        Eventually.holds(() -> assertThat(hub.text("select state from message where receipt_key = ?", id))
                .isEqualTo("posted"));
        return hub.get("/api/messages/" + hub.text("select message_id::text from message where receipt_key = ?", id));
    }

    @Test
    void aVersionIsActivatedStampedAndRolledBackAndTheFileFollows() throws Exception {
        assertThat(posted("AC-1").at("/mapping/version").asInt()).isEqualTo(1);
        assertThat(problem(hub.api("POST", RECEIPT + "/activations", "{\"version\": 2, \"why\": \"when\"}")))
                .isEqualTo("409 from_missing");
        String past = "{\"version\": 2, \"why\": \"w\", \"from\": \"2026-01-01T00:00:00Z\"";
        assertThat(problem(hub.api("POST", RECEIPT + "/activations", past + "}")))
                .isEqualTo("409 activation_in_the_past");
        assertThat(problem(hub.api("POST", RECEIPT + "/rollbacks", "{\"of\": 2, \"to\": 1, \"why\": \"not yet\"}")))
                .isEqualTo("409 nothing_to_roll_back");
        assertThat(problem(hub.api("POST", RECEIPT + "/activations", "{\"version\": 9, \"why\": \"w\"}")))
                .isEqualTo("404 mapping_version_unknown");
        assertThat(problem(hub.api("POST", "/api/mappings/no.such/activations", "{\"version\": 1, \"why\": \"w\"}")))
                .isEqualTo("404 mapping_unknown");
        assertThat(problem(hub.api("POST", RECEIPT + "/activations", "{\"version\": 2}")))
                .isEqualTo("400 invalid_why");

        HttpResponse<String> backdated = hub.api("POST", RECEIPT + "/activations", past + ", \"backdate\": true}");

        assertThat(backdated.statusCode()).as(backdated.body()).isEqualTo(200);
        JsonNode answer = Json.read(backdated.body());
        assertThat(answer.path("number").asInt()).isEqualTo(2);
        assertThat(answer.path("messagesAffected").asInt()).isEqualTo(1);
        JsonNode second = posted("AC-2");
        assertThat(second.at("/mapping/version").asInt()).isEqualTo(2);
        assertThat(second.at("/translatedBy/activation/number").asInt()).isEqualTo(2);
        assertThat(second.at("/translatedBy/activation/by").asText()).isEqualTo("api");
        JsonNode mapping = hub.get(RECEIPT);
        assertThat(mapping.path("versions"))
                .extracting(one -> one.path("state").asText())
                .containsExactly("released", "active");
        Path file = hub.file(FOLDER + "activations.yaml");
        assertThat(hub.reload().path("outcome").asText())
                .as("files that are behind are no mistake")
                .isEqualTo("unchanged");

        assertThat(hub.api(
                                "POST",
                                RECEIPT + "/activations",
                                "{\"version\": 2, \"why\": \"again\", \"connections\": [\"warehouse\"], \"backdate\": true,"
                                        + " \"from\": \"2026-02-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(200);

        CommandRun run = CommandRun.of(command("rollback", "--of", "2", "--to", "1", "--why", "wrong", "--by", "ben"));

        String done = "rolled back: warehouse.receipt V2 to V1 from ";
        assertThat(run.out().lines())
                .as(run.toString())
                .containsExactly(
                        done + "2026-01-01T00:00:00Z for all connections, row 4; messages affected: 1",
                        done + "2026-02-01T00:00:00Z for warehouse, row 5; messages affected: 1",
                        "warehouse.receipt V2 counts for no connection now");

        assertThat(posted("AC-3").at("/mapping/version").asInt()).isEqualTo(1);
        assertThat(hub.get(RECEIPT).at("/activations/3/rollbackOf").asInt()).isEqualTo(2);
        assertThat(Files.exists(file))
                .as("the hub has five rows, the file had one")
                .isFalse();
        assertThat(hub.get("/api/audit").path("items"))
                .extracting(one ->
                        one.path("action").asText() + " " + one.path("actor").asText())
                .contains("mapping.rollback api:ben", "mapping.activate api");
    }

    @Test
    void theRowThatTheHubGaveIsWrittenIntoTheFileWhichThenIsNotBehind() throws Exception {
        String from = Instant.now()
                .plus(1, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        hub.write(
                hub.file("mappings/warehouse/availability/V002__again.mapping.yaml"),
                Files.readString(availability()).replaceFirst("version: 1", "version: 2"));
        String lock = hub.text(hub.file("mappings/mappings.lock"));
        hub.write(
                hub.file("mappings/mappings.lock"),
                lock
                        + Sha256.hex(Files.readAllBytes(
                                hub.file("mappings/warehouse/availability/V002__again.mapping.yaml")))
                        + "  warehouse.availability V2\n");
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
        long set = hub.bean(RunningMappings.class).set();

        Main.main(planned(from));

        String written = hub.text(hub.file("mappings/warehouse/availability/activations.yaml"));
        assertThat(written).contains("version: 2, from: \"" + from + "\"", "by: \"api:ben\"", "why: \"planned\"");
        assertThat(hub.bean(RunningMappings.class).set()).isEqualTo(set + 1);
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
        assertThat(hub.bean(RunningMappings.class).set()).as("nothing new").isEqualTo(set + 1);
        assertThat(hub.get("/api/mappings/warehouse.availability").path("behind"))
                .isEmpty();
        hub.write(hub.file("mappings/warehouse/availability/activations.yaml"), written.replace("planned", "changed"));
        JsonNode refused = hub.reload();
        assertThat(refused.at("/problems/0/rule").asText()).isEqualTo("activation_changed");
        assertThat(refused.at("/problems/0/line").asInt()).isPositive();
        hub.write(hub.file("mappings/warehouse/availability/activations.yaml"), written);
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("unchanged");
    }

    @Test
    void aCodeIsAddedThroughTheHubAndTheFileFollows() throws Exception {
        List<String> words = new ArrayList<>(List.of("value-map", "add", "marketplace_order_state", "on the moon"));
        words.addAll(List.of("--target", "open", "--why", "they deliver there", "--by", "ben"));
        words.addAll(hub());

        Main.main(words.toArray(String[]::new));

        assertThat(hub.text(hub.file("mappings/valuemaps/marketplace_order_state.valuemap.yaml")))
                .contains("version: 2\n", "target: \"open\"", "on the moon");
        long set = hub.bean(RunningMappings.class).set();
        assertThat(hub.reload().path("outcome").asText()).isEqualTo("swapped");
        assertThat(hub.bean(RunningMappings.class).set()).as("nothing new").isEqualTo(set);
        assertThat(hub.get("/api/value-maps/marketplace_order_state")
                        .at("/versions/0/by")
                        .asText())
                .isEqualTo("api:ben");
    }

    @Test
    void aHomeThatIsBehindOrNotThereIsANoteAndItsFileStays(@TempDir Path other) throws Exception {
        String file = "mappings/valuemaps/square_tender_kind.valuemap.yaml";
        assertThat(add("SEASHELLS", "--home", other.resolve("none").toString()))
                .contains("tillbridge: the file is behind: ")
                .contains("is no home");
        Path own = other.resolve(file);
        Files.createDirectories(own.resolveSibling("."));
        Files.copy(Path.of(file), own);
        assertThat(add("PEARLS", "--home", other.toString()))
                .contains("the hub has made version 3, and " + file + " has version 1");
        assertThat(own).hasSameTextualContentAs(Path.of(file));
    }

    /** Adds a code through the hub, which must do it; gives what the command noted. */
    private String add(String key, String... home) {
        List<String> words = new ArrayList<>(List.of("value-map", "add", "square_tender_kind", key));
        words.addAll(List.of("--target", "other", "--why", "they pay so", "--by", "ben"));
        words.addAll(hub().subList(2, 6));
        words.addAll(List.of(home));
        CommandRun run = CommandRun.of(words.toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).matches("written: \\S+ version \\d+; \\d+ message\\(s\\) released\\s+");
        return run.err();
    }

    private static Path availability() throws Exception {
        try (var files = Files.list(Path.of("mappings/warehouse/availability"))) {
            return files.filter(file -> file.toString().endsWith(".mapping.yaml"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String[] command(String... words) {
        return with("warehouse.receipt", words);
    }

    private String[] planned(String from) {
        return with("warehouse.availability", "activate", "2", "--from", from, "--why", "planned", "--by", "ben");
    }

    private String[] with(String subject, String... words) {
        List<String> all = new ArrayList<>(List.of("mapping", words[0], subject));
        all.addAll(List.of(words).subList(1, words.length));
        all.addAll(hub());
        return all.toArray(String[]::new);
    }

    private List<String> hub() {
        return List.of(
                "--home",
                hub.file("").toString(),
                "--url",
                hub.url,
                "--token",
                hub.bean(ApiToken.class).value().reveal());
    }
}
