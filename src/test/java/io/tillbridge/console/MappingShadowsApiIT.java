package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MappingShadowsApiIT {

    private static final ConsoleBed BED = new ConsoleBed();
    private static final String PATH = "/api/mappings/shop.event/shadows";

    @AfterAll
    static void close() {
        BED.close();
    }

    @Test
    void aShadowIsStartedShownAndStoppedAndEachIsOnTheAuditLog() {
        ConsoleBed.Answer started = BED.post(PATH, body(2, "PT2H"));
        String id = started.json().path("id").asText();

        assertThat(started.status()).isEqualTo(201);
        assertThat(BED.post(PATH, body(2, "PT1H")).problem()).isEqualTo("409 shadow_running");
        JsonNode one = BED.get(PATH + "/" + id).json();
        assertThat(one.path("state").asText()).isEqualTo("running");
        assertThat(one.path("by").asText()).isEqualTo("api:ana");
        assertThat(one.at("/report/documents").asInt(-1)).isZero();
        assertThat(BED.get(PATH).json().path("items")).hasSize(1);

        assertThat(BED.delete(PATH + "/" + id).json().path("state").asText()).isEqualTo("stopped");
        assertThat(BED.delete(PATH + "/" + id).status()).isEqualTo(200);
        assertThat(BED.get("/api/audit?limit=5").json().path("items").findValuesAsText("action"))
                .startsWith("mapping.shadow_stop", "mapping.shadow_start");
        BED.clock.advance(Duration.ofSeconds(1));
        String again = BED.post(PATH, body(2, "PT1H")).json().path("id").asText();
        BED.clock.advance(Duration.ofHours(1));
        ConsoleBed.Answer first = BED.get(PATH + "?limit=1");
        assertThat(first.json().at("/items/0/id").asText()).isEqualTo(again);
        assertThat(BED.get(PATH + "?limit=1&after=" + first.json().path("next").asText())
                        .json()
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(id);
        assertThat(BED.get(PATH + "/" + again).json().path("state").asText()).isEqualTo("ended");
    }

    @Test
    void whatCannotRunIsRefused() {
        assertThat(BED.post(PATH, body(9, "PT2H")).problem()).isEqualTo("404 mapping_version_unknown");
        assertThat(BED.post(PATH, body(1, "P32D")).problem()).isEqualTo("400 invalid_duration");
        assertThat(BED.post("/api/mappings/shop.thing/shadows", body(1, "PT2H")).problem())
                .isEqualTo("409 not_recorded");
        assertThat(BED.get(PATH + "/0198c7d2-6a10-7cc3-98c4-dc0c0c07398f").problem())
                .isEqualTo("404 shadow_unknown");
    }

    private static String body(int version, String time) {
        return "{\"version\": " + version + ", \"for\": \"" + time + "\", \"connections\": [\"shop\"], \"why\": \"t\"}";
    }
}
