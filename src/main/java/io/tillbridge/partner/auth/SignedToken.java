package io.tillbridge.partner.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.Auth;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes JSON Web Tokens in compact form (RFC 7515, 7518, 7519), each with its own {@code jti}. */
record SignedToken(Auth.Jwt auth, Values values, Clock clock) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int SHORTEST_SECRET = 32;

    /** A token issued now. */
    String make() throws CredentialsUnusable {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("alg", auth.algorithm().name()).put("typ", "JWT");
        put(header, "kid", values.optional(auth.keyId()));
        Instant now = clock.instant();
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        put(claims, "iss", values.optional(auth.issuer()));
        put(claims, "sub", values.optional(auth.subject()));
        put(claims, "aud", values.optional(auth.audience()));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(auth.validity()).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        for (Map.Entry<String, String> claim : values.of(auth.claims()).entrySet()) {
            claims.put(claim.getKey(), claim.getValue());
        }
        String content = part(header) + "." + part(claims);
        return content + "." + BASE64.encodeToString(sign(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] sign(byte[] content) throws CredentialsUnusable {
        String key = values.of(auth.key());
        try {
            return switch (auth.algorithm()) {
                case RS256 -> sign("SHA256withRSA", "RSA", key, content);
                case ES256 -> sign("SHA256withECDSAinP1363Format", "EC", key, content);
                case HS256 -> mac(key.getBytes(StandardCharsets.UTF_8), content);
            };
        } catch (GeneralSecurityException e) {
            throw new CredentialsUnusable(
                    "the key does not fit " + auth.algorithm() + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static byte[] sign(String signature, String algorithm, String key, byte[] content)
            throws GeneralSecurityException, CredentialsUnusable {
        Signature signer = Signature.getInstance(signature);
        signer.initSign(Pem.privateKey(key, algorithm));
        signer.update(content);
        return signer.sign();
    }

    /** RFC 7518, 3.2: a secret shorter than the hash is guessed. */
    private static byte[] mac(byte[] secret, byte[] content) throws GeneralSecurityException, CredentialsUnusable {
        if (secret.length < SHORTEST_SECRET) {
            throw new CredentialsUnusable(
                    "the secret of HS256 has " + secret.length + " bytes, expected at least " + SHORTEST_SECRET);
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(content);
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    private static String part(ObjectNode json) {
        return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
