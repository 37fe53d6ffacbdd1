package io.tillbridge.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads texts of a document that are JSON documents themselves. */
final class JsonText {

    private JsonText() {}

    /**
     * The document, with each such text replaced by what it says. One that is absent, or no text, stays as it is.
     *
     * @param places an outer one before those within it
     */
    static JsonNode expand(JsonNode document, List<JsonPointer> places) throws UnreadableDocument {
        for (JsonPointer place : places) {
            JsonNode text = document.at(place);
            if (!text.isTextual()) {
                continue;
            }
            JsonNode inner;
            try {
                inner = JsonCodec.parse(text.textValue().getBytes(StandardCharsets.UTF_8));
            } catch (UnreadableDocument e) {
                throw new UnreadableDocument(e.code(), place + " " + e.place(), String.valueOf(e.getMessage()));
            }
            JsonNode parent = document.at(place.head());
            if (parent instanceof ObjectNode object) {
                object.set(place.last().getMatchingProperty(), inner);
            } else if (parent instanceof ArrayNode array) {
                array.set(place.last().getMatchingIndex(), inner);
            }
        }
        return document;
    }
}
