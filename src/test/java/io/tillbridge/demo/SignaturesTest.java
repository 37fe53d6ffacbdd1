package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    // square/square-java-sdk src/test/java/.../WebhooksHelperTest.java (MIT) and the vendor's page
    @Test
    void squareSignsTheNotificationUrlAndTheBodyAsItStands() {
        assertThat(Signatures.square("asdf1234", "https://example.com/webhook", utf8("{\"hello\":\"world\"}")))
                .isEqualTo("2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=");
        assertThat(Signatures.square(
                        "signature-key",
                        "https://webhook.site/webhooks",
                        utf8("{\"data\":{\"type\":\"webhooks\",\"id\":\">id<\"}}")))
                .isEqualTo("Cxt7+aTi4rKgcA0bC4g9EHdVtLSDWdqccmL5MvihU4U=");
    }

    // bold-commerce/go-shopify oauth_test.go (MIT); sqlpage/SQLPage hmac_shopify_webhook.sql (MIT)
    @Test
    void shopifySignsTheBody() {
        assertThat(Signatures.shopify("hush", utf8("\"my secret message\"")))
                .isEqualTo("hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG9aajpKI=");
        assertThat(Signatures.shopify(
                        "test-webhook-secret",
                        utf8("{\"id\":1234567890,\"email\":\"customer@example.com\",\"total_price\":\"123.45\"}")))
                .isEqualTo("QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=");
    }

    // standard-webhooks/standard-webhooks libraries (MIT)
    @Test
    void standardWebhooksSignsIdTimestampAndBody() {
        assertThat(Signatures.standardWebhooks(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330L,
                        utf8("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    // RFC 4231 test case 2
    @Test
    void theWarehouseSignsInHex() {
        assertThat(Signatures.hex("Jefe", utf8("what do ya want for nothing?")))
                .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
