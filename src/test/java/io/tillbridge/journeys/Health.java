package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.HubProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/** What a hub says of its health to those who watch it. */
final class Health {

    private Health() {}

    /** Waits until the hub is not ready, because of this engine alone; it stays alive meanwhile. */
    static void says(HubProcess hub, String down) throws IOException, InterruptedException {
        Eventually.holds(() -> {
            HttpResponse<String> readiness = hub.get("/actuator/health/readiness");
            JsonNode parts = Json.read(readiness.body()).path("components");
            for (String part : List.of("postgresql", "artemis", "disk")) {
                assertThat(parts.path(part).path("status").asText())
                        .as(part + " in " + readiness.body())
                        .isEqualTo(part.equals(down) ? "DOWN" : "UP");
            }
            assertThat(readiness.statusCode()).isEqualTo(503);
        });
        assertThat(hub.get("/actuator/health").statusCode()).isEqualTo(503);
        assertThat(hub.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    /** Waits until the hub is ready. */
    static void isReady(HubProcess hub) {
        Eventually.holds(() ->
                assertThat(hub.get("/actuator/health/readiness").statusCode()).isEqualTo(200));
    }
}
