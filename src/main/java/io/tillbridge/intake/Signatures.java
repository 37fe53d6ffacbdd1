package io.tillbridge.intake;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What the signature schemes share: keyed hashes, decoding that refuses quietly, constant-time comparison, clock window. */
final class Signatures {

    private Signatures() {}

    /**
     * A keyed hash over parts in order.
     *
     * @param algorithm JCA name such as {@code HmacSHA256}
     * @param key at least one byte
     */
    static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks " + algorithm, e);
        }
    }

    /** JCA name of a plan's algorithm. */
    static String jcaName(String algorithm) {
        return switch (algorithm) {
            case "sha256" -> "HmacSHA256";
            case "sha1" -> "HmacSHA1";
            case "sha512" -> "HmacSHA512";
            default ->
                throw new IllegalArgumentException(
                        "verify.algorithm '" + algorithm + "' is unknown; use sha256, sha1 or sha512");
        };
    }

    /** Bytes of a Base64 text (standard alphabet); null when it is none. */
    static byte @Nullable [] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Bytes of a hexadecimal text in any case; null when it is none. */
    static byte @Nullable [] hex(String text) {
        try {
            return HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Equality that takes the same time wherever the first difference is. */
    static boolean same(byte[] expected, byte @Nullable [] found) {
        return found != null && MessageDigest.isEqual(expected, found);
    }

    /** Whether Unix seconds, as text, lie within the tolerance of now; false for anything that is no whole number. */
    static boolean withinTolerance(String seconds, Instant now, Duration tolerance) {
        if (seconds.isEmpty() || seconds.length() > 12) {
            return false;
        }
        for (int i = 0; i < seconds.length(); i++) {
            if (seconds.charAt(i) < '0' || seconds.charAt(i) > '9') {
                return false;
            }
        }
        long distance = Math.abs(Long.parseLong(seconds) - now.getEpochSecond());
        return distance <= tolerance.toSeconds();
    }
}
