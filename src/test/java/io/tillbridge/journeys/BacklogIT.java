package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What could not be told is kept, seen and told later. */
@ExtendWith(RunningHub.class)
class BacklogIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void aPausedDestinationKeepsItsBacklogAndIsToldAfterItsResume(Hub hub) {
        decided(hub.api("POST", "/api/connections/marketplace/pause", "{\"reason\":\"stocktaking\"}"));
        List<String> skus = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                String sku = "PAUSED-" + Payloads.fresh();
                skus.add(sku);
                hub.stocked(sku, "OBJ" + sku, "7" + Payloads.fresh(), "1" + i);
            }
            for (String sku : skus) {
                Eventually.holds(() ->
                        assertThat(Systems.about(hub.systems.warehouse, sku)).isNotEmpty());
                assertThat(Systems.about(hub.systems.marketplace, sku)).isEmpty();
            }
            JsonNode connection = hub.get("/api/connections/marketplace");
            assertThat(connection.path("paused").asBoolean()).isTrue();
            assertThat(connection.path("health").asText()).isEqualTo("paused");
        } finally {
            decided(hub.api("POST", "/api/connections/marketplace/resume", "{\"reason\":\"done\"}"));
        }

        for (int i = 0; i < 3; i++) {
            String sku = skus.get(i);
            String quantity = "1" + i;
            Eventually.within(
                    LIMIT,
                    () -> assertThat(Systems.told(hub.systems.marketplace, sku, "quantity"))
                            .isEqualTo(quantity));
        }
    }

    @Test
    void aStateThatWasGivenUpIsADeadLetterAndIsToldByItsReplay(Hub hub) {
        String sku = "GIVENUP-" + Payloads.fresh();
        hub.systems.outletFailsFor(sku);

        hub.stocked(sku, "OBJ" + sku, "7" + Payloads.fresh(), "10");

        Eventually.within(
                LIMIT,
                () -> assertThat(letter(hub, sku).path("connection").asText()).isEqualTo("outlet"));
        JsonNode letter = letter(hub, sku);
        assertThat(letter.path("stage").asText().toLowerCase(java.util.Locale.ROOT))
                .isEqualTo("deliver");
        assertThat(letter.path("category").asText().toLowerCase(java.util.Locale.ROOT))
                .isEqualTo("partner_unavailable");
        assertThat(Systems.told(hub.systems.warehouse, sku, "available"))
                .as("the others were told")
                .isEqualTo("10");

        hub.systems.outletRecoversFor(sku);
        int before = Systems.about(hub.systems.outlet, sku).size();
        HttpResponse<String> replay = hub.api(
                "POST",
                "/api/replays",
                "{\"ids\":[\"" + letter.path("id").asText() + "\"],\"reason\":\"the outlet is back\"}");
        assertThat(replay.statusCode()).as(replay.body()).isEqualTo(201);

        Eventually.within(
                LIMIT, () -> assertThat(Systems.about(hub.systems.outlet, sku)).hasSizeGreaterThan(before));
        Eventually.within(
                LIMIT,
                () -> assertThat(hub.text(
                                "select state from outbox_lane where destination = 'outlet.availability' and key like ?",
                                "%" + sku + "%"))
                        .isEqualTo("delivered"));
        assertThat(Systems.told(hub.systems.outlet, sku, "quantity")).isEqualTo("10");
        Eventually.holds(() -> assertThat(
                        hub.get("/api/dead-letters/" + letter.path("id").asText())
                                .path("state")
                                .asText()
                                .toLowerCase(java.util.Locale.ROOT))
                .isIn("replayed", "resolved"));
    }

    private static JsonNode letter(Hub hub, String sku) {
        for (JsonNode letter : hub.get("/api/dead-letters?connection=outlet").path("items")) {
            if (letter.toString().contains(sku)) {
                return letter;
            }
        }
        return Json.read("{}");
    }

    private static void decided(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
    }
}
