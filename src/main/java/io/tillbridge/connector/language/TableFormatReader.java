package io.tillbridge.connector.language;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the formats that have columns. */
final class TableFormatReader {

    private static final Map<String, Character> SIGNS = Map.of(".", '.', ",", ',');
    private static final Map<String, Boolean> TRUTH = Map.of("true", true, "false", false);

    private TableFormatReader() {}

    static Format csv(Section format) {
        FormatTable table = table(format, false);
        char delimiter = character(format, "delimiter", ',');
        char quote = character(format, "quote", '"');
        Character escape = format.has("escape") ? Character.valueOf(character(format, "escape", '\\')) : null;
        Boolean header = format.optionalWord("header", TRUTH);
        if (delimiter == quote) {
            format.placeOf("quote")
                    .problem("too_many", "delimiter and quote the same", "two different signs", "change one of them");
        }
        if (Boolean.FALSE.equals(header) && table.columns().isEmpty()) {
            format.missing("columns", "the columns in the file's order, because no header names them");
        }
        return new Format.Csv(table, delimiter, quote, escape, header == null || header);
    }

    static Format fixed(Section format) {
        FormatTable table = table(format, true);
        if (table.columns().isEmpty()) {
            format.missing("columns", "{NAME: {at: 1, width: 8}, ...}");
        }
        return new Format.Fixed(table);
    }

    private static FormatTable table(Section format, boolean fixed) {
        Character decimal = format.optionalWord("decimal", SIGNS);
        char sign = decimal == null ? '.' : decimal;
        Character grouping = format.has("grouping") ? Character.valueOf(character(format, "grouping", ' ')) : null;
        if (grouping != null && grouping == sign) {
            format.placeOf("grouping")
                    .problem(
                            "too_many",
                            "'" + sign + "' before the fraction and between thousands",
                            "two different signs",
                            "change decimal or grouping");
        }
        List<FormatColumn> columns = ColumnReader.read(format, fixed);
        return new FormatTable(encoding(format), sign, grouping, columns, TrailerReader.read(format, columns));
    }

    private static Charset encoding(Section format) {
        String name = format.optionalText("encoding");
        if (name == null) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            format.placeOf("encoding")
                    .problem("wrong_type", "'" + name + "'", "a character encoding", "write it like windows-1252");
            return StandardCharsets.UTF_8;
        }
    }

    private static char character(Section format, String key, char otherwise) {
        @Nullable String text = format.optionalText(key);
        if (text == null || text.length() == 1) {
            return text == null ? otherwise : text.charAt(0);
        }
        format.placeOf(key).problem("wrong_type", "'" + text + "'", "one character", "write it like \";\" or \"\\t\"");
        return otherwise;
    }
}
