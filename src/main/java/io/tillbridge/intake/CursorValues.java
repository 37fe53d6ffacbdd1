package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.CursorRule.Field;
import io.tillbridge.connector.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and compares the cursor values of records. A value is the text of the field, or a JSON array of texts where the
 * rule has several.
 */
final class CursorValues {

    private final List<Field> fields;

    CursorValues(CursorRule rule) {
        this.fields = rule.fields();
    }

    /** The value of a record; null when the record has none, or not all of several. */
    @Nullable
    String of(JsonNode record) {
        List<String> parts = new ArrayList<>();
        for (Field field : fields) {
            String part = JsonText.of(record.at(field.pointer()));
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return parts.isEmpty() ? null : joined(parts);
    }

    /** The part of a value that one of the rule's fields has. */
    String part(String value, int field) {
        return parts(value).get(field);
    }

    /** A value with another first part. */
    String with(String value, String first) {
        List<String> parts = new ArrayList<>(parts(value));
        parts.set(0, first);
        return joined(parts);
    }

    /**
     * The greater of two values.
     *
     * @throws java.time.DateTimeException when one is not of the rule's type, or {@link NumberFormatException}
     */
    String greater(@Nullable String one, String other) {
        return one == null || compare(one, other) < 0 ? other : one;
    }

    /** Order of two values. */
    int compare(String one, String other) {
        List<String> these = parts(one);
        List<String> those = parts(other);
        for (int i = 0; i < fields.size(); i++) {
            int order = compare(fields.get(i).type(), these.get(i), those.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Order of a value's first part and the bound of a window. */
    int compareFirst(String value, String bound) {
        return compare(fields.get(0).type(), part(value, 0), bound);
    }

    private static int compare(String type, String one, String other) {
        return switch (type) {
            case "int" -> new BigDecimal(one).compareTo(new BigDecimal(other));
            case "date" -> LocalDate.parse(one).compareTo(LocalDate.parse(other));
            case "local_datetime" -> local(one).compareTo(local(other));
            case "text" -> one.compareTo(other);
            default -> instant(one).compareTo(instant(other));
        };
    }

    /** ISO 8601 with an offset, or as mails and HTTP write it (RFC 1123, RFC 2822 with a day's name). */
    static Instant instant(String text) {
        return text.indexOf(',') > 0
                ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from)
                : OffsetDateTime.parse(text).toInstant();
    }

    static LocalDateTime local(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private List<String> parts(String value) {
        if (fields.size() == 1) {
            return List.of(value);
        }
        try {
            List<String> parts = new ArrayList<>();
            IntakeJson.MAPPER.readTree(value).forEach(part -> parts.add(part.asText()));
            return parts;
        } catch (JsonProcessingException e) {
            throw new NumberFormatException("a stored cursor value is no JSON array");
        }
    }

    private static String joined(List<String> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        ArrayNode array = IntakeJson.MAPPER.createArrayNode();
        parts.forEach(array::add);
        return array.toString();
    }
}
