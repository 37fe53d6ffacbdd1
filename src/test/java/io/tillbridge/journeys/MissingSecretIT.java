package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that starts before somebody placed a connection's webhook secret, on engines of its own. */
class MissingSecretIT {

    private static final List<String> FLOWS =
            List.of("inventory_levels", "orders", "payments", "products", "refunds", "shipments");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void itIsToldAtStartAndToTheSenderAs503UntilTheSecretIsThere() throws Exception {
        try (Hub hub = Hub.on(
                directory,
                () -> {
                    throw new IllegalStateException("this journey looks through the API only");
                },
                List.of())) {
            Path secret = directory.resolve("partner-secrets/shop-webhooks").toAbsolutePath();
            Files.delete(secret);
            hub.start();
            toldOnceForEachFlow(hub, secret);

            String order = Payloads.shopOrder("66001", "SECRET-1");
            notTheSendersFault(hub.send(Signed.shop(hub.url(), "orders", "W-66001", bytes(order))));
            notTheSendersFault(hub.send(Signed.shop(hub.url(), "orders", "W-66001", bytes(order))
                    .setHeader("X-Shopify-Hmac-Sha256", "bm90IGEgc2lnbmF0dXJl")));
            String receipt = Payloads.receipt("R-66001", "ST1", "SECRET-1", "5");
            Hub.accepted(hub.send(Signed.warehouse(hub.url(), "R-66001", receipt)));

            hub.item("SECRET-1");
            Files.writeString(secret, Signed.SHOP_SECRET);
            UUID message = hub.shopOrder("W-66001", order);
            Eventually.holds(() -> assertThat(messages(hub))
                    .hasSize(1)
                    .allSatisfy(one -> assertThat(one.path("id").asText() + " "
                                    + one.path("state").asText())
                            .isEqualTo(message + " posted")));
            assertThat(hub.get("/api/connections/shop").path("problems")).isEmpty();
            assertThat(hub.get("/api/connections/shop").path("health").asText()).isNotEqualTo("secret_missing");
        }
    }

    private static void toldOnceForEachFlow(Hub hub, Path secret) {
        List<String> told = hub.process
                .output()
                .lines()
                .filter(line -> line.contains("secret_missing"))
                .toList();
        assertThat(told).hasSameSizeAs(FLOWS);
        JsonNode connection = hub.get("/api/connections/shop");
        assertThat(connection.path("health").asText()).isEqualTo("secret_missing");
        assertThat(connection.path("problems")).hasSameSizeAs(FLOWS);
        for (int i = 0; i < FLOWS.size(); i++) {
            String flow = FLOWS.get(i);
            assertThat(told)
                    .anySatisfy(line -> assertThat(line)
                            .contains("connection=shop flow=" + flow + " ")
                            .contains("file:shop-webhooks was not found in [" + secret.getParent() + "]")
                            .contains("put it there"));
            JsonNode problem = connection.path("problems").path(i);
            assertThat(problem.path("flow").asText()).isEqualTo(flow);
            assertThat(problem.path("code").asText()).isEqualTo("secret_missing");
            assertThat(problem.path("detail").asText()).contains("file:shop-webhooks");
        }
        assertThat(hub.get("/api/connections/warehouse").path("problems")).isEmpty();
    }

    private static void notTheSendersFault(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
        JsonNode problem = Json.read(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo("secret_missing");
        assertThat(problem.path("type").asText()).isEqualTo("https://tillbridge.io/problems/secret_missing");
        assertThat(answer.body()).doesNotContain("shop-webhooks").doesNotContain("Exception");
    }

    private static JsonNode messages(Hub hub) {
        return hub.get("/api/messages?connection=shop&receiptKey=W-66001").path("items");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
