package io.tillbridge.connector.language;

import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Verification;
import java.time.Duration;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Reads how a webhook proves its sender. A webhook that does not verify is refused. */
final class VerificationReader {

    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private VerificationReader() {}

    static Verification read(Section source) {
        Section verify = source.required("verify", "{kind: hmac|standard_webhooks|basic|shared_header|..., ...}");
        if (verify == null) {
            return Unread.VERIFICATION;
        }
        String kind = verify.word(
                "kind",
                ConditionReader.words("hmac", "standard_webhooks", "basic", "bearer", "jwt", "mtls", "shared_header"));
        if (kind == null) {
            return Unread.VERIFICATION;
        }
        Verification verification = switch (kind) {
            case "hmac" -> HmacReader.read(verify);
            case "standard_webhooks" ->
                new Verification.StandardWebhooks(secret(verify, "secrets"), verify.duration("tolerance", TOLERANCE));
            case "basic" -> new Verification.Basic(secret(verify, "user"), secret(verify, "password"));
            case "bearer" -> new Verification.Bearer(secret(verify, "secret"));
            case "jwt" ->
                new Verification.Jwt(
                        secret(verify, "jwks"),
                        verify.text("issuer", "who signs the token: its iss"),
                        verify.text("audience", "whom the token is meant for: its aud"),
                        verify.duration("tolerance", Duration.ofMinutes(1)));
            case "mtls" -> mtls(verify);
            default ->
                new Verification.SharedHeader(verify.text("header", "a header's name"), secret(verify, "secret"));
        };
        verify.close();
        return verification;
    }

    private static Verification mtls(Section verify) {
        String subject = verify.text("subject", "the certificate's distinguished name");
        try {
            return new Verification.Mtls(new X500Principal(subject).getName(), verify.optionalText("header"));
        } catch (IllegalArgumentException e) {
            verify.placeOf("subject")
                    .problem(
                            "wrong_type",
                            "'" + subject + "'",
                            "a distinguished name",
                            "write it like CN=wms,O=Acme,C=DE");
            return Unread.VERIFICATION;
        }
    }

    static SecretReference secret(Section verify, String key) {
        if (!verify.has(key)) {
            verify.missing(key, "$(secrets.NAME)");
        }
        @Nullable SecretReference secret = Placeholders.secret(verify.scalar(key), verify.reading());
        return secret == null ? Unread.SECRET : secret;
    }
}
