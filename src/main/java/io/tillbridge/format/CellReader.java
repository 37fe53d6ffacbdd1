package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one column: text as it stands, numbers exactly, dates as ISO 8601 text. */
final class CellReader {

    private final FormatColumn column;
    private final FormatTable table;
    private final @Nullable CellTimes times;

    CellReader(FormatColumn column, FormatTable table) {
        this.column = column;
        this.table = table;
        this.times = switch (column.type()) {
            case DATE, LOCAL_DATETIME, INSTANT -> new CellTimes(column);
            default -> null;
        };
    }

    /**
     * The cell; null for an empty one.
     *
     * @throws BadCell when it is not what the column says
     */
    JsonNode read(String raw) throws BadCell {
        if (raw.indexOf('\0') >= 0) {
            throw bad("nul_character", raw, "text without the character U+0000");
        }
        if (column.type() == FormatColumn.Type.STRING) {
            return text(raw);
        }
        String text = raw.strip();
        if (text.isEmpty()) {
            return NullNode.getInstance();
        }
        if (times != null) {
            return ExactJson.nodes().textNode(times.read(text));
        }
        return ExactJson.nodes().numberNode(number(text));
    }

    private JsonNode text(String raw) throws BadCell {
        if (raw.isEmpty()) {
            return NullNode.getInstance();
        }
        if (column.at() == 0 && column.width() > 0 && raw.codePointCount(0, raw.length()) != column.width()) {
            throw bad("wrong_width", raw, "exactly " + column.width() + " characters");
        }
        return ExactJson.nodes().textNode(raw);
    }

    private BigDecimal number(String text) throws BadCell {
        BigDecimal number = Decimals.parse(plain(text));
        if (number == null) {
            throw bad("not_a_number", text, "a number with '" + table.decimal() + "' before its fraction" + grouped());
        }
        if (column.type() == FormatColumn.Type.INT && number.scale() > 0) {
            throw bad("not_an_integer", text, "a whole number");
        }
        Integer scale = column.scale();
        if (scale != null && number.scale() > scale) {
            throw bad("too_many_digits", text, "at most " + scale + " digits after the sign");
        }
        return number;
    }

    /** The number with a point before its fraction; what Decimals refuses when its signs are not as the table says. */
    private String plain(String text) {
        String unsigned = text.startsWith("+") ? text.substring(1) : text;
        int fraction = unsigned.indexOf(table.decimal());
        String whole = fraction < 0 ? unsigned : unsigned.substring(0, fraction);
        String rest = fraction < 0 ? "" : "." + unsigned.substring(fraction + 1);
        Character grouping = table.grouping();
        if (grouping != null && whole.indexOf(grouping) >= 0) {
            whole = groupsOfThree(whole, grouping) ? whole.replace(grouping.toString(), "") : "";
        }
        return whole.indexOf('.') >= 0 ? "" : whole + rest;
    }

    private static boolean groupsOfThree(String whole, char grouping) {
        int start = whole.startsWith("-") ? 1 : 0;
        int first = whole.indexOf(grouping);
        for (int i = start; i < whole.length(); i++) {
            boolean sign = i >= first && (i - first) % 4 == 0;
            if (sign != (whole.charAt(i) == grouping)) {
                return false;
            }
        }
        return first > start && first <= start + 3 && (whole.length() - first) % 4 == 0;
    }

    private String grouped() {
        return table.grouping() == null ? "" : ", and '" + table.grouping() + "' between thousands";
    }

    private BadCell bad(String code, String text, String expected) {
        return new BadCell(code, column.name(), Limits.quoted(text) + " found, " + expected + " expected");
    }
}
