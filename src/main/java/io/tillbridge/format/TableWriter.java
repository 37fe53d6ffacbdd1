package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.value.Decimals;
import io.tillbridge.mapping.value.Instants;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the cells of records as a table's columns say: the reverse of {@link TableReader}. */
final class TableWriter {

    private final FormatTable table;
    private final List<String> names;

    TableWriter(FormatTable table, List<String> names) {
        this.table = table;
        this.names = names;
    }

    /** The cells of a record; an absent member or null is an empty one. */
    List<String> row(int index, JsonNode record) throws UnwritableDocument {
        List<String> cells = new ArrayList<>(names.size());
        for (String name : names) {
            JsonNode cell = record.path(name);
            if (cell.isContainerNode()) {
                throw unwritable("not_a_cell", index, name, "an object or a list cannot stand in one cell");
            }
            boolean empty = cell.isMissingNode() || cell.isNull();
            cells.add(empty ? "" : text(index, name, cell));
        }
        return cells;
    }

    private String text(int index, String name, JsonNode cell) throws UnwritableDocument {
        FormatColumn column = table.columns().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
        if (column == null) {
            return cell.isBigDecimal() ? number(cell.decimalValue()) : cell.asText();
        }
        try {
            return switch (column.type()) {
                case STRING -> ExactJson.text(cell);
                case INT, DECIMAL -> number(index, column, cell);
                default -> time(column, cell.asText());
            };
        } catch (DateTimeException e) {
            throw unwritable("not_a_time", index, name, Limits.quoted(cell.asText()) + " found, ISO 8601 expected");
        }
    }

    private String number(int index, FormatColumn column, JsonNode cell) throws UnwritableDocument {
        BigDecimal number = Decimals.of(cell);
        Integer scale = column.type() == FormatColumn.Type.INT ? Integer.valueOf(0) : column.scale();
        if (number == null || (scale != null && number.stripTrailingZeros().scale() > scale)) {
            throw unwritable(
                    "not_a_number",
                    index,
                    column.name(),
                    Limits.quoted(cell.asText()) + " found, a number of at most " + scale
                            + " digits after the sign expected");
        }
        return number(scale == null ? number : number.setScale(scale));
    }

    /** Without signs between thousands: those are for people. */
    private String number(BigDecimal number) {
        return number.toPlainString().replace('.', table.decimal());
    }

    private static String time(FormatColumn column, String text) {
        if (column.pattern() == null) {
            return text;
        }
        DateTimeFormatter pattern = CellTimes.formatter(column.pattern());
        TemporalAccessor time = switch (column.type()) {
            case DATE -> LocalDate.parse(text);
            case LOCAL_DATETIME -> LocalDateTime.parse(text);
            default -> instant(text).atZone(zone(column.zone()));
        };
        return pattern.format(time);
    }

    private static Instant instant(String text) {
        Instant instant = Instants.parse(text);
        if (instant == null) {
            throw new DateTimeException("no instant");
        }
        return instant;
    }

    private static ZoneId zone(@Nullable ZoneId zone) {
        return zone == null ? ZoneOffset.UTC : zone;
    }

    /** The text in the table's encoding; a character that it lacks is refused, not replaced. */
    byte[] bytes(String text) throws UnwritableDocument {
        try {
            ByteBuffer bytes = table.encoding()
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw new UnwritableDocument(
                    "not_in_encoding",
                    "",
                    "a character does not exist in " + table.encoding().name());
        }
    }

    private static UnwritableDocument unwritable(String code, int index, String name, String detail) {
        return new UnwritableDocument(code, "records[" + index + "]." + name, detail);
    }
}
