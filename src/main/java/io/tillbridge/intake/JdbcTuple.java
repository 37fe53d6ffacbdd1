package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.JdbcSource;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Values of a cursor's fields, typed as the database compares them. */
record JdbcTuple(List<Comparable<?>> values) {

    JdbcTuple {
        values = List.copyOf(values);
    }

    /**
     * Reads values as documents have them.
     *
     * @throws DateTimeException when a time is not of the field's type
     * @throws ArithmeticException when a number has a fraction or is too large
     * @throws NumberFormatException when a number is none
     */
    static JdbcTuple of(List<JdbcSource.Field> fields, List<String> texts) {
        List<Comparable<?>> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            values.add(value(fields.get(i).type(), texts.get(i)));
        }
        return new JdbcTuple(values);
    }

    /**
     * The fields' values in a row.
     *
     * @throws JdbcRows.Unreadable when a column is missing or null
     */
    static List<String> texts(List<JdbcSource.Field> fields, JsonNode row) throws JdbcRows.Unreadable {
        List<String> texts = new ArrayList<>();
        for (JdbcSource.Field field : fields) {
            JsonNode value = row.path(field.column());
            if (value.isMissingNode() || value.isNull()) {
                throw new JdbcRows.Unreadable(
                        "column_missing",
                        "a row has no value in the cursor's column '" + field.column()
                                + "'; select it, and leave out rows without it");
            }
            texts.add(value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
        }
        return texts;
    }

    private static Comparable<?> value(JdbcSource.Type type, String text) {
        return switch (type) {
            case INSTANT -> OffsetDateTime.parse(text);
            case LOCAL_DATETIME -> LocalDateTime.parse(text);
            case DATE -> LocalDate.parse(text);
            case INT -> new BigDecimal(text).longValueExact();
            case STRING -> text;
        };
    }

    /**
     * Whether this stands before the other. Texts are sorted by the database's collation, which nobody else knows, so
     * different texts tell nothing.
     */
    boolean before(JdbcTuple other) {
        for (int i = 0; i < values.size(); i++) {
            int order = compare(values.get(i), other.values().get(i));
            if (order != 0) {
                return order < 0 && !(values.get(i) instanceof String);
            }
        }
        return false;
    }

    private static int compare(Comparable<?> one, Comparable<?> two) {
        if (one instanceof OffsetDateTime instant && two instanceof OffsetDateTime other) {
            return instant.toInstant().compareTo(other.toInstant());
        }
        @SuppressWarnings("unchecked") // both are of the field's type
        Comparable<Object> comparable = (Comparable<Object>) one;
        return comparable.compareTo(two);
    }
}
