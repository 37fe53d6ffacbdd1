package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.posting.Events;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Value maps over the API: each change is a version on top of the one it was made for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ValueMapsApiIT {

    private static final String ROWS = "/api/value-maps/codes/rows";

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    private static String rows(int version, String... rows) {
        return "{\"version\": " + version + ", \"why\": \"because\", \"rows\": [" + String.join(",", rows) + "]}";
    }

    private UUID held(String key) {
        UUID message = bed.posting
                .post(SALE, Events.sale("V" + key.hashCode(), "NONE-" + key.hashCode(), "1"))
                .get(0);
        bed.posting
                .sql
                .sql("update message set hold_key = ? where message_id = ?")
                .params(key, message)
                .update();
        return message;
    }

    @Test
    @Order(1)
    void aMapIsShownWithItsRowsAndVersions() {
        assertThat(bed.get("/api/value-maps").json().at("/items/0/name").asText())
                .isEqualTo("codes");
        assertThat(bed.get("/api/value-maps/codes").json().path("rows")).isEqualTo(json("""
                [{"source": "A", "target": "alpha"}, {"source": "B", "target": "beta", "from": "2026-01-01"}]"""));
        assertThat(bed.get("/api/value-maps/codes").json().at("/versions/0/by").asText())
                .isEqualTo("files");
        assertThat(bed.get("/api/value-maps/none").problem()).isEqualTo("404 value_map_unknown");
    }

    @Test
    @Order(2)
    void rowsThatBreakARuleOfValueMapsChangeNothing() {
        assertThat(bed.post(ROWS, rows(1, "{\"source\": \" b\", \"target\": \"gamma\", \"from\": \"2027-01-01\"}"))
                        .problem())
                .isEqualTo("409 value_map_overlap");
        assertThat(bed.post(ROWS, rows(1, "{\"source\": \"C\", \"target\": \"alpha\"}"))
                        .problem())
                .isEqualTo("409 value_map_not_bijective");
        assertThat(bed.post(ROWS, rows(1, "{\"source\": \"A\", \"target\": \"alpha\"}"))
                        .problem())
                .isEqualTo("409 nothing_changes");
        assertThat(bed.post(ROWS, rows(1, "{\"key\": \"C\", \"target\": \"gamma\"}"))
                        .problem())
                .isEqualTo("400 invalid_rows");
        assertThat(bed.post(ROWS, rows(1, "{\"source\": \"C\", \"target\": \"gamma\", \"from\": \"soon\"}"))
                        .problem())
                .isEqualTo("400 invalid_rows");
        assertThat(bed.get("/api/value-maps/codes").json().path("version").asInt())
                .isEqualTo(1);
        assertThat(bed.posting
                        .sql
                        .sql("select count(*) from audit_entry where action like 'value_map%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @Order(3)
    void anAddedRowReleasesExactlyWhatWaitsForItAndIsAVersionForWhoeverComesNext() {
        List<UUID> waiting =
                List.of(held("valuemap:codes/C"), held("valuemap:codes/D"), held("valuemap:other/C"), held("sku:C"));

        ConsoleBed.Answer put = bed.post(ROWS, rows(1, "{\"source\": \" c \", \"target\": \"gamma\"}"));

        assertThat(put.json().path("version").asInt()).as(put.response().body()).isEqualTo(2);
        assertThat(put.json().path("releasedMessages").asInt()).isEqualTo(1);
        assertThat(put.json().path("text"))
                .as("nobody needs to ask what came of it")
                .isEqualTo(bed.get("/api/value-maps/codes").json().path("text"));
        assertThat(waiting)
                .extracting(bed.posting::state)
                .containsExactly("accepted", "held:sku_missing", "held:sku_missing", "held:sku_missing");
        assertThat(bed.post(ROWS, rows(1, "{\"source\": \"D\", \"target\": \"delta\"}"))
                        .problem())
                .as("somebody was there first")
                .isEqualTo("409 value_map_moved");
        JsonNode newest = bed.get("/api/value-maps/codes").json().at("/versions/0");
        assertThat(newest.path("by").asText() + " " + newest.path("why").asText())
                .isEqualTo("api:ana because");
        assertThat(bed.get("/api/audit").json().at("/items/0/action").asText()).isEqualTo("value_map.rows");
    }

    @Test
    @Order(4)
    void aRowIsEndedAndAnEarlierVersionComesBackAsANewOne() {
        ConsoleBed.Answer ended = bed.post(
                ROWS,
                rows(
                        2,
                        "{\"source\": \"B\", \"target\": \"beta\", \"from\": \"2026-01-01\", \"to\": \"2027-01-01\"}",
                        "{\"source\": \"B\", \"target\": \"bravo\", \"from\": \"2027-01-01\"}"));
        assertThat(ended.json().path("version").asInt())
                .as(ended.response().body())
                .isEqualTo(3);
        assertThat(bed.get("/api/value-maps/codes").json().path("rows").findValuesAsText("target"))
                .containsExactly("alpha", "beta", "gamma", "bravo");

        String back = "/api/value-maps/codes/rollbacks";
        assertThat(bed.post(back, "{\"to\": 7, \"version\": 3, \"why\": \"wrong\"}")
                        .problem())
                .isEqualTo("404 value_map_version_unknown");
        assertThat(bed.post(back, "{\"to\": 1, \"version\": 3, \"why\": \"wrong\"}")
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(4);
        assertThat(bed.get("/api/value-maps/codes").json().path("rows").findValuesAsText("target"))
                .containsExactly("alpha", "beta");
    }
}
