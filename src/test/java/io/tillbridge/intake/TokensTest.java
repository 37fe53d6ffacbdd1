package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Verification;
import io.tillbridge.intake.SignatureCheck.Unauthentic;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Senders that prove themselves by a token or a certificate. */
class TokensTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final Verification.Jwt JWT =
            new Verification.Jwt(Plans.SECRET, "https://issuer", "hub", Duration.ofSeconds(60));
    private static final String CLAIMS =
            "{\"iss\":\"https://issuer\",\"aud\":[\"x\",\"hub\"],\"exp\":1800000100,\"nbf\":1799999000}";

    private final KeyPair rsa = pair("RSA");
    private final KeyPair ec = pair("EC");
    private final String jwks = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"},"
            + "{\"kty\":\"RSA\",\"kid\":\"r\",\"n\":\"" + number(((RSAPublicKey) rsa.getPublic()).getModulus())
            + "\",\"e\":\"" + number(((RSAPublicKey) rsa.getPublic()).getPublicExponent()) + "\"},"
            + "{\"kty\":\"EC\",\"kid\":\"e\",\"crv\":\"P-256\",\"x\":\""
            + number(((ECPublicKey) ec.getPublic()).getW().getAffineX()) + "\",\"y\":\""
            + number(((ECPublicKey) ec.getPublic()).getW().getAffineY()) + "\"}]}";

    private static KeyPair pair(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String number(java.math.BigInteger number) {
        return text(number.toByteArray());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String text(String json) {
        return text(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String header, String claims, String algorithm, KeyPair pair) throws Exception {
        String signed = text(header) + "." + text(claims);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + text(signature.sign());
    }

    private String rs256(String claims) throws Exception {
        return token("{\"alg\":\"RS256\",\"kid\":\"r\"}", claims, "SHA256withRSA", rsa);
    }

    private String verdict(Verification plan, String authorization, String secret) {
        Map<String, String> headers = Map.of("authorization", authorization);
        return verdict(plan, new IncomingRequest("c", "f", headers, new byte[0], false, "127.0.0.1"), secret);
    }

    private static String verdict(Verification plan, IncomingRequest request, String secret) {
        SecretLookup secrets = reference -> List.of(secret.getBytes(StandardCharsets.UTF_8));
        return SignatureChecks.of(plan, secrets).verify(request, NOW) instanceof Unauthentic no
                ? no.code()
                : "authentic";
    }

    @Test
    void aTokenOfTheIssuerForThisAudienceIsAuthentic() throws Exception {
        String es256 = token("{\"alg\":\"ES256\"}", CLAIMS, "SHA256withECDSAinP1363Format", ec);
        assertThat(verdict(JWT, "Bearer " + rs256(CLAIMS), jwks)).isEqualTo("authentic");
        assertThat(verdict(JWT, "bearer " + es256, jwks)).isEqualTo("authentic");
        assertThat(verdict(JWT, "Bearer " + rs256(CLAIMS.replace("[\"x\",\"hub\"]", "\"hub\"")), jwks))
                .isEqualTo("authentic");
        assertThat(verdict(JWT, "Bearer " + rs256(CLAIMS.replace("1800000100", "1799999941")), jwks))
                .isEqualTo("authentic");
    }

    @Test
    void aTokenThatIsForgedLateOrForSomebodyElseIsRefused() throws Exception {
        String good = rs256(CLAIMS);
        assertThat(verdict(JWT, "", jwks)).isEqualTo("credentials_missing");
        assertThat(verdict(JWT, "Bearer a.b", jwks)).isEqualTo("credentials_malformed");
        assertThat(verdict(JWT, "Bearer " + good.substring(0, good.lastIndexOf('.') + 1), jwks))
                .isEqualTo("signature_mismatch");
        assertThat(verdict(JWT, "Bearer " + text("{\"alg\":\"none\"}") + "." + text(CLAIMS) + ".", jwks))
                .isEqualTo("credentials_malformed");
        assertThat(verdict(JWT, "Bearer " + text("{\"alg\":\"HS256\"}") + "." + text(CLAIMS) + ".AAAA", jwks))
                .isEqualTo("credentials_malformed");
        String[] parts = good.split("\\.", -1);
        String forged = parts[0] + "." + text(CLAIMS.replace("\"x\"", "\"y\"")) + "." + parts[2];
        assertThat(verdict(JWT, "Bearer " + forged, jwks)).isEqualTo("signature_mismatch");
        assertThat(verdict(JWT, "Bearer " + good, jwks.replace("\"kid\":\"r\"", "\"kid\":\"s\"")))
                .isEqualTo("signature_mismatch");
        assertThat(verdict(JWT, "Bearer " + good, "no json")).isEqualTo("signature_mismatch");
        assertThat(verdict(JWT, "Bearer " + rs256(CLAIMS.replace("1800000100", "1799999940")), jwks))
                .isEqualTo("timestamp_outside_tolerance");
        assertThat(verdict(JWT, "Bearer " + rs256(CLAIMS.replace("1799999000", "1800000061")), jwks))
                .isEqualTo("timestamp_outside_tolerance");
        assertThat(verdict(JWT, "Bearer " + rs256("{\"iss\":\"https://issuer\",\"aud\":\"hub\"}"), jwks))
                .isEqualTo("timestamp_outside_tolerance");
        assertThat(verdict(JWT, "Bearer " + rs256(CLAIMS.replace("issuer", "other")), jwks))
                .isEqualTo("issuer_mismatch");
        assertThat(verdict(JWT, "Bearer " + rs256(CLAIMS.replace("hub", "other")), jwks))
                .isEqualTo("audience_mismatch");
    }

    @Test
    void aBearerTokenMustEqualTheSecret() {
        Verification bearer = new Verification.Bearer(Plans.SECRET);
        assertThat(verdict(bearer, "Bearer abc", "abc")).isEqualTo("authentic");
        assertThat(verdict(bearer, "Bearer abd", "abc")).isEqualTo("credentials_mismatch");
        assertThat(verdict(bearer, "Basic abc", "abc")).isEqualTo("credentials_missing");
        assertThat(verdict(bearer, "Bearer ", "")).isEqualTo("credentials_missing");
    }

    @Test
    void aCertificateIsThatOfItsSubject() {
        Verification own = new Verification.Mtls("CN=wms,O=Acme", null);
        Verification proxied = new Verification.Mtls("CN=wms,O=Acme", "X-Subject");
        assertThat(verdict(own, certificate("CN=WMS, O=acme", null), "")).isEqualTo("authentic");
        assertThat(verdict(own, certificate("CN=wms,O=Other", null), "")).isEqualTo("certificate_mismatch");
        assertThat(verdict(own, certificate(null, "CN=wms,O=Acme"), "")).isEqualTo("certificate_missing");
        assertThat(verdict(proxied, certificate(null, "CN=wms, O=Acme"), "")).isEqualTo("authentic");
        assertThat(verdict(proxied, certificate("CN=wms,O=Acme", null), "")).isEqualTo("certificate_missing");
        assertThat(verdict(proxied, certificate(null, "wms"), "")).isEqualTo("certificate_malformed");
    }

    private static IncomingRequest certificate(@Nullable String own, @Nullable String header) {
        Map<String, String> headers = header == null ? Map.of() : Map.of("x-subject", header);
        return new IncomingRequest("c", "f", headers, new byte[0], false, "127.0.0.1", "", own);
    }
}
