package io.tillbridge.intake;

import io.tillbridge.connector.Verification.StandardWebhooks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks): {@code v1} is HMAC-SHA256 with a secret
 * written {@code whsec_} + Base64, {@code v1a} is ed25519 with a public key written {@code whpk_} + Base64. One matching
 * entry of a known version is enough; unknown versions are skipped.
 */
final class StandardWebhooksCheck implements SignatureCheck {

    private static final String SYMMETRIC = "whsec_";
    private static final String PUBLIC = "whpk_";

    /** What precedes the 32 raw bytes of an ed25519 key in its X.509 form (RFC 8410 section 4). */
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final StandardWebhooks plan;
    private final SecretLookup secrets;

    StandardWebhooksCheck(StandardWebhooks plan, SecretLookup secrets) {
        this.plan = plan;
        this.secrets = secrets;
    }

    @Override
    public Verdict verify(IncomingRequest request, Instant now) {
        String id = request.header("webhook-id");
        String timestamp = request.header("webhook-timestamp");
        String signatures = request.header("webhook-signature");
        if (id == null || id.isEmpty() || timestamp == null || signatures == null || signatures.isEmpty()) {
            return new Unauthentic(
                    "signature_missing", "webhook-id, webhook-timestamp and webhook-signature are all required");
        }
        if (!Signatures.withinTolerance(timestamp, now, plan.tolerance())) {
            return new Unauthentic(
                    "timestamp_outside_tolerance",
                    "webhook-timestamp is no Unix seconds or more than " + plan.tolerance() + " away from now");
        }
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        List<byte[]> keys = secrets.values(plan.secrets());
        boolean matched = false;
        for (byte[] key : keys) {
            matched |= matches(new String(key, StandardCharsets.UTF_8).strip(), head, request.body(), signatures);
        }
        return matched
                ? AUTHENTIC
                : new Unauthentic("signature_mismatch", "no secret of " + keys.size() + " made a signature of it");
    }

    private static boolean matches(String secret, byte[] head, byte[] body, String signatures) {
        if (secret.startsWith(PUBLIC)) {
            byte[] key = Signatures.base64(secret.substring(PUBLIC.length()));
            return key != null && key.length == 32 && anyEd25519(key, head, body, signatures);
        }
        String text = secret.startsWith(SYMMETRIC) ? secret.substring(SYMMETRIC.length()) : secret;
        byte[] key = Signatures.base64(text);
        if (key == null || key.length == 0) {
            return false;
        }
        byte[] expected = Signatures.hmac("HmacSHA256", key, head, body);
        boolean matched = false;
        for (String entry : signatures.split(" ", -1)) {
            byte[] found = entry.startsWith("v1,") ? Signatures.base64(entry.substring(3)) : null;
            matched |= Signatures.same(expected, found);
        }
        return matched;
    }

    private static boolean anyEd25519(byte[] key, byte[] head, byte[] body, String signatures) {
        for (String entry : signatures.split(" ", -1)) {
            byte[] found = entry.startsWith("v1a,") ? Signatures.base64(entry.substring(4)) : null;
            if (found != null && ed25519(key, head, body, found)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ed25519(byte[] key, byte[] head, byte[] body, byte @Nullable [] found) {
        byte[] encoded = new byte[ED25519_X509.length + key.length];
        System.arraycopy(ED25519_X509, 0, encoded, 0, ED25519_X509.length);
        System.arraycopy(key, 0, encoded, ED25519_X509.length, key.length);
        try {
            PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(head);
            signature.update(body);
            return signature.verify(found);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
