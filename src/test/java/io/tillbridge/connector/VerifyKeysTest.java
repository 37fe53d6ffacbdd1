package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways to prove a sender: every key reaches the plan, and what is wrong is said where it stands. */
class VerifyKeysTest {

    private static final SecretReference KEY = new SecretReference("env", "KEY", false);

    @TempDir
    private Path folder;

    private ConnectorCatalog.Loaded load(String verify) {
        boolean secret = verify.contains("$(secrets.");
        return new TestHome(folder)
                .connector("acme", """
                        %s
                        inbound:
                          hook:
                            emits: order
                            mapping: acme.order
                            key: {pointer: /id}
                            source: {kind: webhook-in, verify: %s}
                        """.formatted(secret ? "spec: {key: {type: secret}}" : "", verify))
                .connection("shop", "acme", secret ? "secrets: {key: {kind: env, name: KEY}}\n" : "")
                .load();
    }

    private Verification plan(String verify) {
        ConnectorCatalog.Loaded loaded = load(verify);
        assertThat(loaded.problems()).isEmpty();
        Source source = TestHome.get(TestHome.get(loaded.plans(), "shop").inbound(), "hook")
                .source();
        return ((WebhookSource) source).verify();
    }

    @Test
    void signaturesStandInMembersParametersAndBodies() {
        assertThat(plan("{kind: hmac, algorithm: sha256, secret: $(secrets.key), secretEncoding: hex, content: ["
                        + "{kind: header, name: X-Sig, member: t}, {kind: text, value: .}, {kind: body}], "
                        + "signature: {header: X-Sig, member: v1, encoding: hex}, "
                        + "timestamp: {header: X-Sig, member: t, tolerance: PT1M}}"))
                .isEqualTo(new Verification.Hmac(
                        "sha256",
                        List.of(
                                new Part.At(new RequestPlace.Header("X-Sig", "t")),
                                new Part.Text("."),
                                new Part.Body()),
                        KEY,
                        Encoding.HEX,
                        new RequestPlace.Header("X-Sig", "v1"),
                        Encoding.HEX,
                        "",
                        new RequestPlace.Header("X-Sig", "t"),
                        Duration.ofMinutes(1)));
        assertThat(plan("{kind: hmac, algorithm: sha1, secret: $(secrets.key), secretEncoding: base64, content: ["
                        + "{kind: query}, {kind: query, name: n}, {kind: pointer, pointer: /a}], "
                        + "signature: {query: sig, encoding: base64}, timestamp: {query: t}}"))
                .isEqualTo(new Verification.Hmac(
                        "sha1",
                        List.of(
                                new Part.Query(),
                                new Part.At(new RequestPlace.Query("n")),
                                new Part.At(new RequestPlace.Body(JsonPointer.compile("/a")))),
                        KEY,
                        Encoding.BASE64,
                        new RequestPlace.Query("sig"),
                        Encoding.BASE64,
                        "",
                        new RequestPlace.Query("t"),
                        Duration.ofMinutes(5)));
        assertThat(((Verification.Hmac) plan("{kind: hmac, algorithm: sha1, secret: $(secrets.key), "
                                + "content: [{kind: body}], signature: {pointer: /sig, encoding: base64}}"))
                        .signature())
                .isEqualTo(new RequestPlace.Body(JsonPointer.compile("/sig")));
    }

    @Test
    void tokensAndCertificatesReachThePlan() {
        assertThat(plan("{kind: bearer, secret: $(secrets.key)}")).isEqualTo(new Verification.Bearer(KEY));
        assertThat(plan("{kind: jwt, jwks: $(secrets.key), issuer: https://a, audience: hub}"))
                .isEqualTo(new Verification.Jwt(KEY, "https://a", "hub", Duration.ofMinutes(1)));
        assertThat(plan("{kind: jwt, jwks: $(secrets.key), issuer: a, audience: b, tolerance: PT5S}"))
                .isEqualTo(new Verification.Jwt(KEY, "a", "b", Duration.ofSeconds(5)));
        assertThat(plan("{kind: mtls, subject: 'CN=wms, O=Acme'}"))
                .isEqualTo(new Verification.Mtls("CN=wms,O=Acme", null));
        assertThat(plan("{kind: mtls, subject: 'CN=wms', header: X-Subject}"))
                .isEqualTo(new Verification.Mtls("CN=wms", "X-Subject"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{kind: bearer}|missing_key verify.secret",
                "{kind: bearer, secret: abc}|secret_written_out verify.secret",
                "{kind: jwt, jwks: https://a/keys, issuer: a, audience: b}|secret_written_out verify.jwks",
                "{kind: jwt, jwks: $(secrets.key), audience: b}|missing_key verify.issuer",
                "{kind: jwt, jwks: $(secrets.key), issuer: a}|missing_key verify.audience",
                "{kind: jwt, jwks: $(secrets.key), issuer: a, audience: b, tolerance: x}|wrong_type verify.tolerance",
                "{kind: mtls}|missing_key verify.subject",
                "{kind: mtls, subject: wms}|wrong_type verify.subject",
                "{kind: mtls, subject: CN=a, secret: b}|unknown_key verify.secret",
                "{kind: hmac, algorithm: sha256, secret: $(secrets.key), content: [{kind: query}], "
                        + "signature: {query: s, encoding: hex}}|body_not_signed verify.content",
                "{kind: hmac, algorithm: sha256, secret: $(secrets.key), content: [{kind: body}], "
                        + "signature: {encoding: hex}}|missing_key verify.signature",
                "{kind: hmac, algorithm: sha256, secret: $(secrets.key), content: [{kind: body}], "
                        + "signature: {header: a, query: b, encoding: hex}}|too_many verify.signature.query",
                "{kind: hmac, algorithm: sha256, secret: $(secrets.key), secretEncoding: rot13, content: [{kind: body}], "
                        + "signature: {header: a, encoding: hex}}|wrong_word verify.secretEncoding",
                "{kind: hmac, algorithm: sha256, secret: $(secrets.key), content: [{kind: body}], "
                        + "signature: {header: a, member: v1, encoding: hex}, timestamp: {header: a, member: t}}"
                        + "|timestamp_not_signed verify.timestamp"
            })
    void whatIsWrongIsSaidWhereItStands(String verify, String problem) {
        assertThat(load(verify).problems())
                .extracting(each -> each.rule() + " " + each.field().replace("inbound.hook.source.", ""))
                .contains(problem);
    }
}
