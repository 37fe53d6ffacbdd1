package io.tillbridge.partner;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/** Reads the body of an answer as JSON with exact decimals. */
final class AnswerBody {

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();

    private AnswerBody() {}

    /** The object or array; a missing node when the body is none. */
    static JsonNode json(byte[] bytes) {
        int first = 0;
        while (first < bytes.length && bytes[first] <= ' ') {
            first++;
        }
        if (first == bytes.length || (bytes[first] != '{' && bytes[first] != '[')) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(bytes);
        } catch (IOException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }
}
