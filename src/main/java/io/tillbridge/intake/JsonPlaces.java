package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.tillbridge.intake.CardNumberScan.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out in which value of a JSON document bytes stand. Used only when a document holds a card number. */
final class JsonPlaces {

    /**
     * A value that holds a span.
     *
     * @param pointer null for a member's name
     * @param number written without quotes
     */
    record Place(@Nullable JsonPointer pointer, boolean number) {}

    private JsonPlaces() {}

    /**
     * The places of spans, in their order; null for a span behind the point where the bytes stop being JSON.
     *
     * @param spans sorted by where they start
     */
    static List<@Nullable Place> of(byte[] body, List<Span> spans) {
        List<@Nullable Place> places = new ArrayList<>();
        try (JsonParser parser = IntakeJson.MAPPER.createParser(body)) {
            JsonToken token = parser.nextToken();
            while (token != null && places.size() < spans.size()) {
                if (token.isScalarValue()) {
                    long start = parser.currentTokenLocation().getByteOffset();
                    parser.finishToken();
                    long end = parser.currentLocation().getByteOffset();
                    while (places.size() < spans.size()
                            && spans.get(places.size()).from() < end) {
                        // What stands between two values is a member's name
                        boolean inside = spans.get(places.size()).from() >= start;
                        places.add(inside ? place(parser, token) : new Place(null, false));
                    }
                }
                token = parser.nextToken();
            }
        } catch (IOException brokenFromHere) {
            // The spans behind it get no place
        }
        while (places.size() < spans.size()) {
            places.add(null);
        }
        return places;
    }

    private static Place place(JsonParser parser, JsonToken token) {
        return new Place(parser.getParsingContext().pathAsPointer(), token.isNumeric());
    }
}
