package io.tillbridge.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks as the vendors send and sign them. */
final class Signed {

    static final String SHOP_SECRET = "shop-webhook-secret";
    static final String REGISTER_KEY = "register-signature-key";
    static final String WAREHOUSE_SECRET = "warehouse-webhook-secret";
    static final String SHOP = "journeys.myshopify.com";

    private Signed() {}

    /** Shopify: base64 of HMAC-SHA256 over the body. */
    static HttpRequest.Builder shop(String hub, String flow, String deliveryId, byte[] body) {
        return request(hub + "/hooks/shop/" + flow, body)
                .header("Content-Type", "application/json")
                .header("X-Shopify-Shop-Domain", SHOP)
                .header("X-Shopify-Webhook-Id", deliveryId)
                .header("X-Shopify-Hmac-Sha256", base64(SHOP_SECRET, body));
    }

    /** Square: base64 of HMAC-SHA256 over the address and the body. */
    static HttpRequest.Builder register(String hub, String connection, String body) {
        String address = hub + "/hooks/" + connection + "/events";
        return request(address, body.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "application/json")
                .header(
                        "x-square-hmacsha256-signature",
                        base64(REGISTER_KEY, (address + body).getBytes(StandardCharsets.UTF_8)));
    }

    /** The warehouse: hex of HMAC-SHA256 over the body. */
    static HttpRequest.Builder warehouse(String hub, String deliveryId, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return request(hub + "/hooks/warehouse/receipts", bytes)
                .header("Content-Type", "application/json")
                .header("X-Warehouse-Delivery", deliveryId)
                .header("X-Warehouse-Signature", "sha256=" + HexFormat.of().formatHex(hmac(WAREHOUSE_SECRET, bytes)));
    }

    private static HttpRequest.Builder request(String url, byte[] body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    static String base64(String secret, byte[] content) {
        return Base64.getEncoder().encodeToString(hmac(secret, content));
    }

    private static byte[] hmac(String secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
