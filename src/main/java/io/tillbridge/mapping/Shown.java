package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Values as errors and explanations may show them, and hashes of files. */
final class Shown {

    private static final int MOST = 60;

    private Shown() {}

    /** A value for an error: cut to 60 characters, hashed when it is personal. */
    static String of(@Nullable JsonNode value, boolean pii) {
        if (value == null || value.isMissingNode()) {
            return "nothing";
        }
        String text = value.toString();
        if (pii) {
            return hash(text);
        }
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }

    /** A value for an explanation, whole; null when absent, hashed when it is personal. */
    static @Nullable String whole(@Nullable JsonNode value, boolean pii) {
        if (value == null || value.isMissingNode()) {
            return null;
        }
        return pii ? hash(value.toString()) : value.toString();
    }

    /** {@code sha256:} and the first 16 hex digits. */
    static String hash(String text) {
        return "sha256:" + sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** SHA-256 in hex. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
