package io.tillbridge.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a canonical event; what is missing, of the wrong kind or beyond its bounds is told by its path. */
final class Cells {

    /** As in the schemas' {@code maxLength}. */
    private static final int LONGEST_ID = 200;

    private Cells() {}

    static Revision revision(JsonNode node) {
        try {
            return Revision.parse(text(node, "revision"));
        } catch (IllegalArgumentException e) {
            throw new InvalidCanonicalEvent("revision", String.valueOf(e.getMessage()));
        }
    }

    static <T> List<T> lines(JsonNode body, Function<JsonNode, T> reader) {
        return elements(body, "lines", reader);
    }

    static <T> List<T> elements(JsonNode body, String name, Function<JsonNode, T> reader) {
        JsonNode array = body.get(name);
        if (array == null || array.isNull()) {
            return List.of();
        }
        List<T> elements = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            try {
                elements.add(reader.apply(element));
            } catch (InvalidCanonicalEvent e) {
                throw e.below(name + "[" + elements.size() + "]");
            }
        }
        return elements;
    }

    static String text(JsonNode node, String name) {
        String text = optional(node, name);
        if (text == null) {
            throw new InvalidCanonicalEvent(name, "required by the books; the mapping must set it");
        }
        return text;
    }

    static String id(JsonNode node, String name) {
        return bounded(text(node, name), name);
    }

    static @Nullable String optionalId(JsonNode node, String name) {
        String id = optional(node, name);
        return id == null ? null : bounded(id, name);
    }

    static String bounded(String id, String name) {
        int length = id.codePointCount(0, id.length());
        if (length == 0 || length > LONGEST_ID) {
            throw new InvalidCanonicalEvent(
                    name, "expected an id of 1 to " + LONGEST_ID + " characters, found one of " + length);
        }
        return id;
    }

    static String orElse(JsonNode node, String name, String otherwise) {
        String text = optional(node, name);
        return text == null ? otherwise : text;
    }

    static @Nullable String optional(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    static BigDecimal quantity(JsonNode node, String name) {
        return Quantities.parse(text(node, name), name);
    }

    static BigDecimal notNegative(JsonNode node, String name) {
        BigDecimal number = quantity(node, name);
        if (number.signum() < 0) {
            throw new InvalidCanonicalEvent(name, "expected zero or more, found " + PlainDecimal.text(number));
        }
        return number;
    }

    static Instant instant(JsonNode node, String name) {
        String text = text(node, name);
        try {
            return IsoTimes.instant(text);
        } catch (DateTimeParseException e) {
            throw new InvalidCanonicalEvent(name, "expected an ISO 8601 instant in UTC, found '" + text + "'");
        }
    }
}
