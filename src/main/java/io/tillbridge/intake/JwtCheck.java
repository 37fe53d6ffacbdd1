package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Verification.Jwt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bearer token that its issuer signed with one of the known public keys, for this audience, and that is valid now. */
final class JwtCheck implements SignatureCheck {

    /** JWS algorithms (RFC 7518) by their JCA names; none that is symmetric, and never {@code none}. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "RS256", "SHA256withRSA",
            "RS384", "SHA384withRSA",
            "RS512", "SHA512withRSA",
            "ES256", "SHA256withECDSAinP1363Format",
            "ES384", "SHA384withECDSAinP1363Format");

    private static final int LONGEST = 16 * 1024;

    private final Jwt plan;
    private final SecretLookup secrets;

    JwtCheck(Jwt plan, SecretLookup secrets) {
        this.plan = plan;
        this.secrets = secrets;
    }

    @Override
    public Verdict verify(IncomingRequest request, Instant now) {
        String token = SharedSecretCheck.bearer(request);
        if (token == null) {
            return new Unauthentic("credentials_missing", "header Authorization holds no Bearer token");
        }
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        JsonNode header = parts.length == 3 ? json(parts[0]) : null;
        JsonNode claims = parts.length == 3 ? json(parts[1]) : null;
        byte[] signature = parts.length == 3 ? base64(parts[2]) : null;
        if (header == null || claims == null || signature == null) {
            return new Unauthentic("credentials_malformed", "the token is no signed JWT");
        }
        String algorithm = ALGORITHMS.get(header.path("alg").asText());
        if (algorithm == null || header.has("crit")) {
            return new Unauthentic("credentials_malformed", "the token's algorithm is none of " + ALGORITHMS.keySet());
        }
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        for (byte[] set : secrets.values(plan.jwks())) {
            JsonNode keys = tree(set);
            for (JsonNode key : keys == null ? MISSING : keys.path("keys")) {
                boolean named = header.has("kid") && key.has("kid");
                boolean candidate = !named || header.path("kid").equals(key.path("kid"));
                if (candidate && signs(algorithm, key, signed, signature)) {
                    return claims(claims, now);
                }
            }
        }
        return new Unauthentic("signature_mismatch", "none of the known keys signed the token");
    }

    private static final JsonNode MISSING = IntakeJson.MAPPER.createArrayNode();

    private Verdict claims(JsonNode claims, Instant now) {
        long tolerance = plan.tolerance().toSeconds();
        JsonNode expires = claims.path("exp");
        boolean late = !expires.isNumber() || now.getEpochSecond() >= expires.longValue() + tolerance;
        boolean early = claims.has("nbf")
                && (!claims.path("nbf").isNumber()
                        || now.getEpochSecond() < claims.path("nbf").longValue() - tolerance);
        if (late || early) {
            return new Unauthentic("timestamp_outside_tolerance", "the token has expired or is not valid yet");
        }
        if (!claims.path("iss").asText().equals(plan.issuer())) {
            return new Unauthentic("issuer_mismatch", "the token has another issuer");
        }
        JsonNode audience = claims.path("aud");
        boolean meant = audience.isTextual() && audience.textValue().equals(plan.audience());
        for (JsonNode each : audience) {
            meant |= each.asText().equals(plan.audience());
        }
        return meant ? AUTHENTIC : new Unauthentic("audience_mismatch", "the token is meant for somebody else");
    }

    private static boolean signs(String algorithm, JsonNode key, byte[] signed, byte[] signature) {
        try {
            PublicKey known = JsonWebKeys.key(key);
            // A key of the other kind makes initVerify throw
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(known);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException otherKey) {
            return false;
        }
    }

    private static @Nullable JsonNode json(String part) {
        byte[] bytes = base64(part);
        JsonNode json = bytes == null ? null : tree(bytes);
        return json != null && json.isObject() ? json : null;
    }

    private static @Nullable JsonNode tree(byte[] bytes) {
        try {
            return IntakeJson.read(bytes);
        } catch (IOException malformed) {
            return null;
        }
    }

    private static byte @Nullable [] base64(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
