package io.tillbridge.partner.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Auth.Jwt.Algorithm;
import io.tillbridge.connector.Template;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedTokenTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void aTokenSaysWhoForWhomAndHowLong() throws IOException, GeneralSecurityException {
        String token = token(Algorithm.HS256, SECRET).make();
        String[] parts = token.split("\\.", -1);

        assertThat(json(parts[0]))
                .isEqualTo(new ObjectMapper().readTree("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}"));
        JsonNode claims = json(parts[1]);
        assertThat(claims.path("iss").asText()).isEqualTo("me");
        assertThat(claims.path("sub").asText()).isEqualTo("you");
        assertThat(claims.path("aud").asText()).isEqualTo("them");
        assertThat(claims.path("iat").asLong()).isEqualTo(1_777_636_800L);
        assertThat(claims.path("exp").asLong()).isEqualTo(1_777_636_860L);
        assertThat(claims.path("scope").asText()).isEqualTo("all");
        assertThat(claims.path("jti").asText()).isNotEmpty();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aPublicKeyProvesTheSignature() throws IOException, GeneralSecurityException {
        TestCertificates rsa = TestCertificates.make(folder, "rsa", "RSA");
        TestCertificates ec = TestCertificates.make(folder, "ec", "EC");

        assertThat(proves(
                        rsa,
                        "SHA256withRSA",
                        token(Algorithm.RS256, rsa.privateKey()).make()))
                .isTrue();
        String oneLine = ec.privateKey().replace("\n", "\\n");
        assertThat(proves(
                        ec,
                        "SHA256withECDSAinP1363Format",
                        token(Algorithm.ES256, oneLine).make()))
                .isTrue();
        assertThatThrownBy(() -> token(Algorithm.RS256, ec.privateKey()).make())
                .isInstanceOf(CredentialsUnusable.class)
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void aShortSecretIsRefusedAndNotTold() {
        assertThatThrownBy(() -> token(Algorithm.HS256, "hunter2").make())
                .isInstanceOf(CredentialsUnusable.class)
                .hasMessageContaining("expected at least 32")
                .hasMessageNotContaining("hunter2");
    }

    private static boolean proves(TestCertificates who, String algorithm, String token)
            throws GeneralSecurityException {
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(who.store().getCertificate("own"));
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    private static JsonNode json(String part) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    private static SignedToken token(Algorithm algorithm, String key) {
        return new SignedToken(
                new Auth.Jwt(
                        algorithm,
                        Template.parse("$(secrets.key)"),
                        Template.parse("k1"),
                        Template.parse("me"),
                        Template.parse("you"),
                        Template.parse("them"),
                        Map.of("scope", Template.parse("all")),
                        Duration.ofMinutes(1),
                        null),
                new Values(name -> TextNode.valueOf(key)),
                ManualClock.at("2026-05-01T12:00:00Z"));
    }
}
