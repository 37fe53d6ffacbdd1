package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Verification;
import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Hmac;
import io.tillbridge.connector.Verification.Part;
import io.tillbridge.intake.SignatureCheck.Authentic;
import io.tillbridge.intake.SignatureCheck.Unauthentic;
import io.tillbridge.intake.SignatureCheck.Undecidable;
import io.tillbridge.security.MissingSecretException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String V1A =
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
    private static final String PUBLIC = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
    private static final Instant THEN = Instant.ofEpochSecond(1614265330);

    private static SecretLookup secrets(String... values) {
        return reference -> List.of(values).stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static IncomingRequest request(String body, String... headers) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        return new IncomingRequest("shop", "orders", map, body.getBytes(StandardCharsets.UTF_8), false, "127.0.0.1");
    }

    private static boolean standard(
            String secret, String id, String timestamp, String signature, String body, Instant now) {
        SignatureCheck check = SignatureChecks.of(Plans.standardWebhooks(), secrets(secret));
        return check.verify(
                        request(body, "Webhook-Id", id, "WEBHOOK-timestamp", timestamp, "webhook-signature", signature),
                        now)
                instanceof Authentic;
    }

    @Test
    void everyPublishedStandardWebhooksVectorIsAuthentic() {
        assertThat(standard(SECRET, ID, TIMESTAMP, V1, BODY, THEN)).isTrue();
        assertThat(standard(
                        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                        "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                        "1649367553",
                        "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
                        "{\"email\":\"test@example.com\",\"username\":\"test_user\"}",
                        Instant.ofEpochSecond(1649367553)))
                .isTrue();
        assertThat(standard(PUBLIC, ID, TIMESTAMP, V1A, BODY, THEN)).isTrue();
    }

    @Test
    void theReferenceLibraryAgreesOnWhatItAndWeSign() throws Exception {
        Webhook oracle = new Webhook(SECRET);
        long now = Instant.now().getEpochSecond();
        for (String body : List.of("{}", "{\"a\":\"é€😀\"}", "", "x".repeat(10_000))) {
            String signature = oracle.sign("msg_1", now, body);
            assertThat(standard(SECRET, "msg_1", Long.toString(now), signature, body, Instant.ofEpochSecond(now)))
                    .isTrue();
            String ours = "v1,"
                    + Base64.getEncoder()
                            .encodeToString(Signatures.hmac(
                                    "HmacSHA256",
                                    Base64.getDecoder().decode(SECRET.substring(6)),
                                    ("msg_1." + now + "." + body).getBytes(StandardCharsets.UTF_8)));
            assertThatCode(() -> oracle.verify(
                            body,
                            HttpHeaders.of(
                                    Map.of(
                                            "webhook-id", List.of("msg_1"),
                                            "webhook-timestamp", List.of(Long.toString(now)),
                                            "webhook-signature", List.of(ours)),
                                    (name, value) -> true)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void severalEntriesOfWhichOneIsValidAndASecretWithoutPrefixAreAccepted() {
        String wrong = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assertThat(standard(SECRET, ID, TIMESTAMP, wrong + " v2,xx " + V1, BODY, THEN))
                .isTrue();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1A + " " + V1, BODY, THEN)).isTrue();
        assertThat(standard(SECRET.substring(6), ID, TIMESTAMP, V1, BODY, THEN)).isTrue();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1, BODY, THEN.plusSeconds(300)))
                .isTrue();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1, BODY, THEN.minusSeconds(300)))
                .isTrue();
    }

    @Test
    void whatIsMissingWrongLateOrUnknownIsRefused() {
        assertThat(standard(SECRET, "", TIMESTAMP, V1, BODY, THEN)).isFalse();
        assertThat(standard(SECRET, ID, "", V1, BODY, THEN)).isFalse();
        assertThat(standard(SECRET, ID, "soon", V1, BODY, THEN)).isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, "", BODY, THEN)).isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, "v1,", BODY, THEN)).isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, "v2," + V1.substring(3), BODY, THEN))
                .isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1.substring(0, V1.length() - 4), BODY, THEN))
                .isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1.replace('g', 'h'), BODY, THEN))
                .isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1, BODY + " ", THEN)).isFalse();
        assertThat(standard(SECRET, ID + "x", TIMESTAMP, V1, BODY, THEN)).isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1, BODY, THEN.plusSeconds(301)))
                .isFalse();
        assertThat(standard(SECRET, ID, TIMESTAMP, V1, BODY, THEN.minusSeconds(301)))
                .isFalse();
        assertThat(standard("whsec_", ID, TIMESTAMP, V1, BODY, THEN)).isFalse();
        assertThat(standard("", ID, TIMESTAMP, V1, BODY, THEN)).isFalse();
        assertThat(standard(PUBLIC, ID, TIMESTAMP, V1, BODY, THEN)).isFalse();
        assertThat(standard(PUBLIC, ID, TIMESTAMP, V1A, BODY + "x", THEN)).isFalse();
        assertThat(SignatureChecks.of(Plans.standardWebhooks(), secrets()).verify(request(BODY), THEN))
                .isInstanceOfSatisfying(
                        Unauthentic.class, refused -> assertThat(refused.code()).isEqualTo("signature_missing"));
    }

    @Test
    void squareSignsAddressAndBodyAndShopifyTheBody() {
        assertThat(hmac(
                        "asdf1234",
                        "https://example.com/webhook",
                        "{\"hello\":\"world\"}",
                        "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og="))
                .isTrue();
        assertThat(hmac("hush", "", "\"my secret message\"", "hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG9aajpKI="))
                .isTrue();
        assertThat(hmac(
                        "test-webhook-secret",
                        "",
                        "{\"id\":1234567890,\"email\":\"customer@example.com\",\"total_price\":\"123.45\"}",
                        "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw="))
                .isTrue();
        assertThat(hmac("hush", "", "\"my secret message\"", "hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG8aajpKI="))
                .isFalse();
        assertThat(hmac("hush", "", "\"my secret message\"", "not base64!")).isFalse();
        assertThat(hmac("", "", "x", "")).isFalse();
    }

    @Test
    void aRotatedSecretAndThePreviousOneAreBothAccepted() {
        Hmac plan = Plans.shopHmac();
        SignatureCheck check = SignatureChecks.of(plan, secrets("new", "hush"));
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        for (String secret : List.of("new", "hush")) {
            assertThat(check.verify(request("{}", "X-Shop-Hmac-Sha256", Plans.sign(secret, body)), THEN))
                    .isInstanceOf(Authentic.class);
        }
        assertThat(check.verify(request("{}", "X-Shop-Hmac-Sha256", Plans.sign("older", body)), THEN))
                .isInstanceOf(Unauthentic.class);
    }

    @Test
    void hexWithAPrefixATimestampAndSignedHeadersIsVerified() {
        Hmac plan = new Hmac(
                "sha512",
                List.of(new Part.Header("X-Time"), new Part.Text("."), new Part.Body()),
                Plans.SECRET,
                "X-Sig",
                Encoding.HEX,
                "sha512=",
                "X-Time",
                Duration.ofMinutes(5));
        SignatureCheck check = SignatureChecks.of(plan, secrets("k"));
        String hex = java.util.HexFormat.of()
                .formatHex(Signatures.hmac(
                        "HmacSHA512",
                        "k".getBytes(StandardCharsets.UTF_8),
                        (TIMESTAMP + ".{}").getBytes(StandardCharsets.UTF_8)));
        assertThat(check.verify(request("{}", "x-sig", "sha512=" + hex, "x-time", TIMESTAMP), THEN))
                .isInstanceOf(Authentic.class);
        assertThat(check.verify(
                        request("{}", "x-sig", "sha512=" + hex.toUpperCase(Locale.ROOT), "x-time", TIMESTAMP), THEN))
                .isInstanceOf(Authentic.class);
        assertThat(check.verify(request("{}", "x-sig", hex, "x-time", TIMESTAMP), THEN))
                .isInstanceOf(Unauthentic.class);
        assertThat(check.verify(request("{}", "x-sig", "sha512=" + hex, "x-time", TIMESTAMP), THEN.plusSeconds(301)))
                .isInstanceOf(Unauthentic.class);
        assertThat(check.verify(request("{}", "x-sig", "sha512=" + hex), THEN)).isInstanceOf(Unauthentic.class);
    }

    @Test
    void basicCredentialsAndASharedHeaderMustEqualTheSecret() {
        SecretReference user = new SecretReference("env", "USER", false);
        SecretReference password = new SecretReference("env", "PASSWORD", false);
        SecretLookup lookup =
                reference -> List.of((reference.equals(user) ? "till" : "pass:word").getBytes(StandardCharsets.UTF_8));
        SignatureCheck basic = SignatureChecks.of(new Verification.Basic(user, password), lookup);
        String good = Base64.getEncoder().encodeToString("till:pass:word".getBytes(StandardCharsets.UTF_8));
        assertThat(basic.verify(request("", "Authorization", "Basic " + good), THEN))
                .isInstanceOf(Authentic.class);
        assertThat(basic.verify(request("", "Authorization", "Basic " + good.replace('d', 'e')), THEN))
                .isInstanceOf(Unauthentic.class);
        assertThat(basic.verify(request(""), THEN)).isInstanceOf(Unauthentic.class);
        SignatureCheck shared = SignatureChecks.of(new Verification.SharedHeader("X-Key", password), lookup);
        assertThat(shared.verify(request("", "x-key", "pass:word"), THEN)).isInstanceOf(Authentic.class);
        assertThat(shared.verify(request("", "x-key", "pass"), THEN)).isInstanceOf(Unauthentic.class);
        SignatureCheck empty = SignatureChecks.of(new Verification.SharedHeader("X-Key", password), secrets(""));
        assertThat(empty.verify(request("", "x-key", ""), THEN)).isInstanceOf(Unauthentic.class);
    }

    @Test
    void withoutItsSecretNoSchemeCallsASenderUnauthenticWhateverItSent() {
        SecretReference present = new SecretReference("env", "USER", false);
        SecretReference absent = new SecretReference("env", "ABSENT", false);
        SecretLookup lookup = reference -> {
            if (reference.equals(present)) {
                return List.of("till".getBytes(StandardCharsets.UTF_8));
            }
            throw new MissingSecretException("Secret " + reference.name() + " is not set");
        };
        for (Verification scheme : List.of(
                Plans.shopHmac(),
                Plans.standardWebhooks(),
                new Verification.Basic(present, absent),
                new Verification.Basic(absent, present),
                new Verification.SharedHeader("X-Key", absent))) {
            assertThat(SignatureChecks.of(scheme, lookup).verify(request(BODY), THEN))
                    .as(scheme.toString())
                    .isInstanceOf(Undecidable.class);
        }
        assertThat(SignatureChecks.of(new Verification.SharedHeader("X-Key", present), lookup)
                        .verify(request(BODY), THEN))
                .isInstanceOf(Unauthentic.class);
    }

    @Test
    void everyBodyVectorOfTheFixturesIsAuthentic() throws IOException {
        Path file = Path.of("../shared/fixtures/signatures.json");
        if (!Files.exists(file)) {
            file = Path.of("../../shared/fixtures/signatures.json");
        }
        Assumptions.assumeTrue(Files.exists(file), "signatures.json is not beside the project: vectors not checked");
        int checked = 0;
        for (JsonNode vector : IntakeJson.MAPPER.readTree(file.toFile())) {
            String system = vector.path("system").asText();
            if (system.equals("square") || system.equals("shopify") || system.equals("quickbooks")) {
                assertThat(hmac(
                                vector.path("secret").asText(),
                                vector.path("url").asText(),
                                vector.path("body").asText(),
                                vector.path("expected").asText()))
                        .as(vector.toString())
                        .isTrue();
                checked++;
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(5);
    }

    private static boolean hmac(String secret, String url, String body, String signature) {
        Hmac plan = new Hmac(
                "sha256",
                List.of(new Part.Text(url), new Part.Body()),
                Plans.SECRET,
                "x-signature",
                Encoding.BASE64,
                "",
                null,
                Duration.ZERO);
        return SignatureChecks.of(plan, secrets(secret)).verify(request(body, "X-Signature", signature), THEN)
                instanceof Authentic;
    }
}
