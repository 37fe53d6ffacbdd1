package io.tillbridge.trial;

import io.tillbridge.connector.RequestPlace;
import io.tillbridge.connector.Verification;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs deliveries as the partner would, written apart from the code that verifies them. */
final class Signer {

    private Signer() {}

    /** Headers that prove the sender, names in lower case; null when this class cannot sign by the scheme. */
    static @Nullable Map<String, String> headers(
            Verification scheme, byte[] body, Map<String, String> sent, Instant at, String secret) {
        Map<String, String> headers = new TreeMap<>(sent);
        if (scheme instanceof Verification.Hmac hmac) {
            return signed(hmac, body, headers, at, secret);
        }
        if (scheme instanceof Verification.StandardWebhooks) {
            String id = headers.computeIfAbsent("webhook-id", name -> "msg_1");
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(utf8(id + "." + at.getEpochSecond() + "."));
            content.writeBytes(body);
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            headers.put("webhook-timestamp", String.valueOf(at.getEpochSecond()));
            headers.put(
                    "webhook-signature",
                    "v1," + Base64.getEncoder().encodeToString(mac("HmacSHA256", key, content.toByteArray())));
            return headers;
        }
        if (scheme instanceof Verification.Basic) {
            headers.put("authorization", "Basic " + Base64.getEncoder().encodeToString(utf8(secret + ":" + secret)));
            return headers;
        }
        if (scheme instanceof Verification.SharedHeader shared) {
            headers.put(lower(shared.header()), secret);
            return headers;
        }
        if (scheme instanceof Verification.Bearer) {
            headers.put("authorization", "Bearer " + secret);
            return headers;
        }
        return null;
    }

    private static @Nullable Map<String, String> signed(
            Verification.Hmac hmac, byte[] body, Map<String, String> headers, Instant at, String secret) {
        if (!(hmac.signature() instanceof RequestPlace.Header place)
                || !(hmac.timestamp() == null || hmac.timestamp() instanceof RequestPlace.Header)) {
            return null;
        }
        if (hmac.timestamp() instanceof RequestPlace.Header time) {
            put(headers, time, String.valueOf(at.getEpochSecond()));
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Verification.Part part : hmac.content()) {
            if (part instanceof Verification.Part.Text text) {
                content.writeBytes(utf8(text.value()));
            } else if (part instanceof Verification.Part.Header header) {
                content.writeBytes(utf8(headers.computeIfAbsent(lower(header.name()), name -> "signed")));
            } else if (part instanceof Verification.Part.At where
                    && where.place().equals(hmac.timestamp())) {
                content.writeBytes(utf8(String.valueOf(at.getEpochSecond())));
            } else if (part instanceof Verification.Part.Body) {
                content.writeBytes(body);
            } else {
                return null;
            }
        }
        byte[] key = switch (hmac.secretEncoding()) {
            case TEXT -> utf8(secret);
            case HEX -> HexFormat.of().parseHex(secret);
            case BASE64 -> Base64.getDecoder().decode(secret);
        };
        byte[] mac = mac("Hmac" + hmac.algorithm().toUpperCase(Locale.ROOT), key, content.toByteArray());
        String text = hmac.encoding() == Verification.Encoding.HEX
                ? HexFormat.of().formatHex(mac)
                : Base64.getEncoder().encodeToString(mac);
        put(headers, place, hmac.prefix() + text);
        return headers;
    }

    /** A header of its own, or one more {@code name=value} in a header of several. */
    private static void put(Map<String, String> headers, RequestPlace.Header place, String value) {
        if (place.member() == null) {
            headers.put(lower(place.name()), value);
        } else {
            headers.merge(lower(place.name()), place.member() + "=" + value, (before, more) -> before + "," + more);
        }
    }

    /** Whether the scheme knows when a delivery was signed. */
    static boolean timed(Verification scheme) {
        return scheme instanceof Verification.StandardWebhooks
                || (scheme instanceof Verification.Hmac hmac && hmac.timestamp() != null);
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + algorithm + " in this Java", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
