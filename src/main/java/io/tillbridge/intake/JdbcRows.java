package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes JSON documents of rows: column names in lower case, numbers exact, times as text (with their offset where the column
 * has one), bytes in base64.
 */
final class JdbcRows {

    /** Types that JDBC has no code for, or that drivers show as another. */
    private static final Set<String> WITH_OFFSET = Set.of("timestamptz", "datetimeoffset");

    private JdbcRows() {}

    /** Rows that make no documents. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        Unreadable(String code, String detail) {
            super(detail);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static List<ObjectNode> of(ResultSet rows) throws SQLException, Unreadable {
        List<ObjectNode> documents = new ArrayList<>();
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
                if (document.has(name)) {
                    throw new Unreadable(
                            "column_twice", "the query has two columns '" + name + "'; rename one with as");
                }
                document.set(name, cell(rows, i, columns));
            }
            documents.add(document);
        }
        return documents;
    }

    private static JsonNode cell(ResultSet rows, int at, ResultSetMetaData columns) throws SQLException, Unreadable {
        Object value = rows.getObject(at);
        if (value == null) {
            return NullNode.getInstance();
        }
        if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        }
        if (value instanceof Number) {
            return number(rows.getString(at), columns.getColumnLabel(at));
        }
        return switch (columns.getColumnType(at)) {
            case Types.DATE ->
                TextNode.valueOf(rows.getObject(at, LocalDate.class).toString());
            case Types.TIMESTAMP_WITH_TIMEZONE -> offset(rows, at);
            case Types.TIMESTAMP ->
                withOffset(columns, at)
                        ? offset(rows, at)
                        : TextNode.valueOf(
                                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(rows.getObject(at, LocalDateTime.class)));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                BinaryNode.valueOf(rows.getBytes(at));
            default -> withOffset(columns, at) ? offset(rows, at) : TextNode.valueOf(rows.getString(at));
        };
    }

    private static boolean withOffset(ResultSetMetaData columns, int at) throws SQLException {
        return WITH_OFFSET.contains(columns.getColumnTypeName(at).toLowerCase(Locale.ROOT));
    }

    private static JsonNode offset(ResultSet rows, int at) throws SQLException {
        return TextNode.valueOf(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(rows.getObject(at, OffsetDateTime.class)));
    }

    /** By its text, so that a binary fraction stays what the database shows. */
    private static JsonNode number(String text, String column) throws Unreadable {
        try {
            return DecimalNode.valueOf(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new Unreadable(
                    "column_unreadable", "column '" + column + "' has a number that JSON cannot say, such as NaN");
        }
    }
}
