package io.tillbridge.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tillbridge.canonical.EventType;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the figure of a level from its document, without building a tree. */
final class Level {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Level() {}

    /** The {@code available} cell of an availability; null for every other event. */
    static @Nullable BigDecimal of(EventType type, String document) {
        if (type != EventType.AVAILABILITY) {
            return null;
        }
        try (JsonParser parser = FACTORY.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("available");
                parser.nextToken();
                if (wanted) {
                    return new BigDecimal(parser.getText());
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException | NumberFormatException e) {
            return null; // the mapping tells what is wrong with it; without a figure nothing is made to wait
        }
    }
}
