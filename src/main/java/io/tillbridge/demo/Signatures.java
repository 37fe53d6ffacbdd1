package io.tillbridge.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the simulated vendors do. */
final class Signatures {

    private Signatures() {}

    /** Square: base64 of HMAC-SHA256 over notification URL and body (developer.squareup.com/docs/webhooks/step3validate). */
    static String square(String key, String notificationUrl, byte[] body) {
        return base64(hmac(utf8(key), utf8(notificationUrl), body));
    }

    /** Shopify: base64 of HMAC-SHA256 over the body (shopify.dev/docs/apps/build/webhooks/subscribe/https). */
    static String shopify(String secret, byte[] body) {
        return base64(hmac(utf8(secret), body));
    }

    /** The warehouse: {@code sha256=} and hex of HMAC-SHA256 over the body. */
    static String hex(String secret, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(hmac(utf8(secret), body));
    }

    /**
     * Standard Webhooks 1.0.0, version {@code v1}: over {@code id.timestamp.body}.
     *
     * @param secret {@code whsec_} and base64
     * @param timestamp Unix seconds
     */
    static String standardWebhooks(String secret, String id, long timestamp, byte[] body) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        return "v1," + base64(hmac(key, utf8(id + "." + timestamp + "."), body));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
