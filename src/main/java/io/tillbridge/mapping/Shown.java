package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.Sha256;
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
        return "sha256:" + Sha256.hex(text).substring(0, 16);
    }
}
