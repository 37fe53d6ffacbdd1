package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.message.StoredBodies;
import io.tillbridge.support.Eventually;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who cannot prove to be the sender leaves nothing behind but the fact that somebody tried. */
@ExtendWith(RunningHub.class)
class RefusalsIT {

    @Test
    void aForgedShopWebhookIsRefusedAndOnlyTheAttemptIsKept(Hub hub) {
        String marker = "FORGED-" + Payloads.fresh();
        byte[] body = Payloads.shopOrder("1", marker).getBytes(StandardCharsets.UTF_8);
        byte[] signed = "another body".getBytes(StandardCharsets.UTF_8);
        long before = attempts(hub, "shop");

        HttpResponse<String> answer = hub.send(Signed.shop(hub.url(), "orders", marker, body)
                .setHeader("X-Shopify-Hmac-Sha256", Signed.base64(Signed.SHOP_SECRET, signed)));

        refused(answer);
        Eventually.holds(() -> assertThat(attempts(hub, "shop")).isEqualTo(before + 1));
        nothingIsKept(hub, marker);
    }

    @Test
    void aRegisterEventSignedForAnotherAddressIsRefused(Hub hub) {
        String marker = "FORGED-" + Payloads.fresh();
        String body = Payloads.registerEvent(marker, "SQ1");
        long before = attempts(hub, "till");

        HttpResponse<String> answer = hub.send(Signed.register(hub.url(), "till", body)
                .setHeader(
                        "x-square-hmacsha256-signature",
                        Signed.base64(
                                Signed.REGISTER_KEY,
                                ("https://elsewhere.example/hooks/till/events" + body)
                                        .getBytes(StandardCharsets.UTF_8))));

        refused(answer);
        Eventually.holds(() -> assertThat(attempts(hub, "till")).isEqualTo(before + 1));
        nothingIsKept(hub, marker);
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = Json.read(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(401);
        assertThat(problem.path("type").asText()).endsWith("unauthentic");
    }

    private static long attempts(Hub hub, String connection) {
        return hub.count("select count(*) from rejected_delivery where connection = ?", connection);
    }

    private static void nothingIsKept(Hub hub, String marker) {
        assertThat(StoredBodies.all(hub.sql()))
                .noneMatch(body -> new String(body, StandardCharsets.UTF_8).contains(marker));
        assertThat(hub.count("select count(*) from receipt where receipt_key = ?", marker))
                .isZero();
        assertThat(hub.count("select count(*) from message where receipt_key = ?", marker))
                .isZero();
        assertThat(hub.process.output()).doesNotContain(marker);
    }
}
