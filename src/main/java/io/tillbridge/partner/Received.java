package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.StorableText;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a partner answered.
 *
 * @param status HTTP status
 * @param headers names in lower case; repeated headers joined by {@code ", "}
 * @param body as received, within the client's size limit; empty when there was none
 * @param json the body parsed with exact decimals; a missing node when it is no JSON
 */
public record Received(
        int status,
        Map<String, String> headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body,
        JsonNode json) {

    private static final int SHOWN = 2_000;

    public Received {
        headers = Map.copyOf(headers);
    }

    /** The beginning of the body as text, at most 2,000 characters: what an operator is shown. */
    public String excerpt() {
        int length = Math.min(body.length, SHOWN * 4);
        return StorableText.cut(new String(body, 0, length, StandardCharsets.UTF_8), SHOWN);
    }

    @Override
    public String toString() {
        return "Received[status=" + status + ", bytes=" + body.length + "]";
    }
}
