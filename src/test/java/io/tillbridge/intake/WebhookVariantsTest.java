package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.RequestPlace;
import io.tillbridge.connector.Verification;
import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Hmac;
import io.tillbridge.connector.Verification.Part;
import io.tillbridge.intake.SignatureCheck.Unauthentic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Signatures that do not stand alone in a header of their own. */
class WebhookVariantsTest {

    private static final Instant THEN = Instant.ofEpochSecond(1614265330);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final RequestPlace STRIPE = new RequestPlace.Header("Stripe-Signature", "v1");
    private static final RequestPlace STRIPE_TIME = new RequestPlace.Header("Stripe-Signature", "t");

    private static SecretLookup secrets(String... values) {
        return reference -> Arrays.stream(values)
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String hex(String algorithm, String secret, String content) {
        return HexFormat.of()
                .formatHex(Signatures.hmac(
                        algorithm, secret.getBytes(StandardCharsets.UTF_8), content.getBytes(StandardCharsets.UTF_8)));
    }

    private static IncomingRequest request(String query, String body, String... headers) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new IncomingRequest("shop", "orders", map, bytes, false, "127.0.0.1", query, null);
    }

    private static Hmac plan(
            RequestPlace signature, @Nullable RequestPlace timestamp, Encoding encoding, Part... content) {
        return new Hmac(
                "sha256", List.of(content), Plans.SECRET, Encoding.TEXT, signature, encoding, "", timestamp, WINDOW);
    }

    private static String verdict(
            Verification plan, Format format, IncomingRequest request, Instant now, String... keys) {
        SignatureCheck.Verdict verdict =
                SignatureChecks.of(plan, secrets(keys), format).verify(request, now);
        return verdict instanceof Unauthentic no ? no.code() : "authentic";
    }

    @Test
    void aHeaderMayHoldTheTimeAndSeveralSignatures() {
        Hmac plan =
                plan(STRIPE, STRIPE_TIME, Encoding.HEX, new Part.At(STRIPE_TIME), new Part.Text("."), new Part.Body());
        String signature = hex("HmacSHA256", "whsec", "1614265330.{}");
        String header = "t=1614265330,v1=" + "0".repeat(64) + ", v1=" + signature + ",v0=x";
        IncomingRequest good = request("", "{}", "Stripe-Signature", header);
        Format json = new Format.Json();

        assertThat(verdict(plan, json, good, THEN, "other", "whsec")).isEqualTo("authentic");
        assertThat(verdict(plan, json, good, THEN.plusSeconds(300), "whsec")).isEqualTo("authentic");
        assertThat(verdict(plan, json, good, THEN.plusSeconds(301), "whsec")).isEqualTo("timestamp_outside_tolerance");
        assertThat(verdict(plan, json, good, THEN.minusSeconds(301), "whsec")).isEqualTo("timestamp_outside_tolerance");
        assertThat(verdict(plan, json, good, THEN, "wrong")).isEqualTo("signature_mismatch");
        assertThat(verdict(
                        plan,
                        json,
                        request("", "{}", "Stripe-Signature", header.replace("65330", "65331")),
                        THEN,
                        "whsec"))
                .isEqualTo("signature_mismatch");
        assertThat(verdict(plan, json, request("", "{}", "Stripe-Signature", "v1=" + signature), THEN, "whsec"))
                .isEqualTo("timestamp_outside_tolerance");
        assertThat(verdict(plan, json, request("", "{}", "Stripe-Signature", "t=1614265330"), THEN, "whsec"))
                .isEqualTo("signature_missing");
        assertThat(verdict(plan, json, request("", "{}", "Stripe-Signature", "t=1614265330,v1=zz"), THEN, "whsec"))
                .isEqualTo("signature_malformed");
    }

    @Test
    void severalSignaturesOfARotationMayStandInOneHeader() {
        Hmac plan = new Hmac(
                "sha256", List.of(new Part.Body()), Plans.SECRET, "X-Sig", Encoding.HEX, "sha256=", null, WINDOW);
        String header = "sha256=" + "0".repeat(64) + " sha256=" + hex("HmacSHA256", "k", "{}");
        assertThat(verdict(plan, new Format.Json(), request("", "{}", "X-Sig", header), THEN, "k"))
                .isEqualTo("authentic");
    }

    @Test
    void theSignatureMayStandInTheAddressOrInTheBody() {
        Hmac query = plan(new RequestPlace.Query("sig"), null, Encoding.HEX, new Part.Body());
        String signature = hex("HmacSHA256", "k", "{}");
        assertThat(verdict(query, new Format.Json(), request("a=1&sig=" + signature, "{}"), THEN, "k"))
                .isEqualTo("authentic");
        assertThat(verdict(query, new Format.Json(), request("a=1", "{}"), THEN, "k"))
                .isEqualTo("signature_missing");
        RequestPlace id = new RequestPlace.Body(JsonPointer.compile("/id"));
        Hmac body = plan(new RequestPlace.Body(JsonPointer.compile("/sig")), null, Encoding.HEX, new Part.At(id));
        String form = "id=%C3%A4&sig=" + hex("HmacSHA256", "k", "ä");
        assertThat(verdict(body, new Format.Form(List.of()), request("", form), THEN, "k"))
                .isEqualTo("authentic");
        assertThat(verdict(body, new Format.Form(List.of()), request("", form + "&id=2"), THEN, "k"))
                .isEqualTo("signature_mismatch");
        assertThat(verdict(body, new Format.Json(), request("", form), THEN, "k"))
                .isEqualTo("signature_missing");
    }

    @Test
    void everyOtherVectorOfTheFixturesIsAuthentic() throws Exception {
        Path file = Path.of("../shared/fixtures/signatures.json");
        if (!Files.exists(file)) {
            file = Path.of("../../shared/fixtures/signatures.json");
        }
        Assumptions.assumeTrue(Files.exists(file), "signatures.json is not beside the project: vectors not checked");
        List<String> checked = new ArrayList<>();
        for (JsonNode vector : IntakeJson.MAPPER.readTree(file.toFile())) {
            String system = vector.path("system").asText();
            String secret = vector.path("secret").asText();
            String expected = vector.path("expected").asText();
            if (system.equals("shopify-oauth-query")) {
                Hmac plan = plan(new RequestPlace.Query("hmac"), null, Encoding.HEX, new Part.Query());
                String query = "hmac=" + expected + "&" + vector.path("body").asText();
                assertThat(verdict(plan, new Format.Json(), request(query, ""), THEN, secret))
                        .isEqualTo("authentic");
                checked.add(system);
            } else if (system.equals("adyen")) {
                String[] signed = vector.path("signing_string").asText().split(":", -1);
                if (signed.length == ADYEN.size()) {
                    assertThat(verdict(adyen(), new Format.Json(), adyen(signed, expected), THEN, secret))
                            .isEqualTo("authentic");
                    signed[4] = "1" + signed[4];
                    assertThat(verdict(adyen(), new Format.Json(), adyen(signed, expected), THEN, secret))
                            .isEqualTo("signature_mismatch");
                    checked.add(system);
                }
            }
        }
        assertThat(checked).contains("shopify-oauth-query", "adyen");
    }

    private static final List<String> ADYEN = List.of(
            "pspReference",
            "originalReference",
            "merchantAccountCode",
            "merchantReference",
            "amount/value",
            "amount/currency",
            "eventCode",
            "success");
    private static final String ITEM = "/notificationItems/0/NotificationRequestItem/";

    /** The key is written in hex; the signature stands in the item that it signs. */
    private static Hmac adyen() {
        List<Part> content = new ArrayList<>();
        for (String name : ADYEN) {
            if (!content.isEmpty()) {
                content.add(new Part.Text(":"));
            }
            content.add(new Part.At(new RequestPlace.Body(JsonPointer.compile(ITEM + name))));
        }
        RequestPlace signature = new RequestPlace.Body(JsonPointer.compile(ITEM + "additionalData/hmacSignature"));
        return new Hmac("sha256", content, Plans.SECRET, Encoding.HEX, signature, Encoding.BASE64, "", null, WINDOW);
    }

    private static IncomingRequest adyen(String[] signed, String signature) {
        var item = IntakeJson.MAPPER.createObjectNode();
        for (int i = 0; i < signed.length; i++) {
            String[] path = ADYEN.get(i).split("/", -1);
            (path.length == 1 ? item : item.withObject("/" + path[0])).put(path[path.length - 1], signed[i]);
        }
        item.putObject("additionalData").put("hmacSignature", signature);
        var body = IntakeJson.MAPPER.createObjectNode();
        body.putArray("notificationItems").addObject().set("NotificationRequestItem", item);
        return request("", body.toString());
    }
}
