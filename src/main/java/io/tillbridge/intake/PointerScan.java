package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a few values out of JSON bytes without building the document; stops at the last one wanted. Texts are the same as
 * those of {@code connector.Keys}: numbers in plain notation, an explicit null or an absent value is null.
 */
final class PointerScan {

    private record Wanted(JsonPointer rest, int slot) {}

    private final @Nullable String[] found;
    private int missing;

    private PointerScan(int slots) {
        this.found = new String[slots];
        this.missing = slots;
    }

    /**
     * The texts at the pointers, in their order.
     *
     * @throws IOException when the bytes up to the last wanted value are not JSON
     */
    static @Nullable String[] read(byte[] body, List<JsonPointer> pointers) throws IOException {
        PointerScan scan = new PointerScan(pointers.size());
        List<Wanted> wanted = new ArrayList<>(pointers.size());
        for (int i = 0; i < pointers.size(); i++) {
            wanted.add(new Wanted(pointers.get(i), i));
        }
        try (JsonParser parser = IntakeJson.MAPPER.createParser(body)) {
            if (parser.nextToken() == null) {
                throw new IOException("the body is empty");
            }
            scan.value(parser, wanted);
        } catch (NumberFormatException e) {
            throw IntakeJson.beyondDecimals(e);
        }
        return scan.found;
    }

    private void value(JsonParser parser, List<Wanted> wanted) throws IOException {
        boolean whole = false;
        for (Wanted each : wanted) {
            whole |= each.rest().matches();
        }
        if (whole) {
            JsonNode node = parser.readValueAsTree();
            for (Wanted each : wanted) {
                take(each.slot(), text(node.at(each.rest())));
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                below(parser, inside(wanted, name, -1));
                if (missing == 0) {
                    return;
                }
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                below(parser, inside(wanted, null, index));
                if (missing == 0) {
                    return;
                }
            }
        }
    }

    private void below(JsonParser parser, List<Wanted> wanted) throws IOException {
        if (wanted.isEmpty()) {
            parser.skipChildren();
        } else {
            value(parser, wanted);
        }
    }

    private static List<Wanted> inside(List<Wanted> wanted, @Nullable String name, int index) {
        List<Wanted> below = List.of();
        for (Wanted each : wanted) {
            JsonPointer rest = each.rest();
            if (name == null ? rest.matchesElement(index) : rest.matchesProperty(name)) {
                if (below.isEmpty()) {
                    below = new ArrayList<>(2);
                }
                below.add(new Wanted(rest.tail(), each.slot()));
            }
        }
        return below;
    }

    private void take(int slot, @Nullable String text) {
        if (found[slot] == null && text != null) {
            found[slot] = text;
            missing--;
        }
    }

    /** The text of a value; null when it is absent or an explicit null. */
    static @Nullable String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isBigDecimal()) {
            return node.decimalValue().toPlainString();
        }
        return node.isContainerNode() ? node.toString() : node.asText();
    }
}
