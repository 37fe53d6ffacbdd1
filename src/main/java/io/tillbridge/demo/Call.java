package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** One call that a simulated system received: method, path, headers and the whole body. */
record Call(
        String method,
        String path,
        Headers headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body) {

    /** The header's first value; empty text when there is none. Names are compared without case. */
    String header(String name) {
        @Nullable String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** Whether a header is exactly this secret text, compared in constant time. */
    boolean proves(String name, String expected) {
        return MessageDigest.isEqual(
                header(name).getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** The idempotency key, without the quotes of a structured field; empty text when there is none. */
    String idempotencyKey() {
        String key = header("Idempotency-Key").strip();
        return key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1)
                : key;
    }

    /** The body as JSON; a missing node when it is none. */
    JsonNode json() {
        try {
            @Nullable JsonNode read = Json.MAPPER.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
