package io.tillbridge.connector.language;

import io.tillbridge.connector.FormatColumn;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a csv or fixed format. */
final class ColumnReader {

    private static final int WIDEST = 10_000;
    private static final int MOST_DIGITS = 12;

    private static final Map<String, FormatColumn.Type> TYPES = Map.of(
            "string", FormatColumn.Type.STRING,
            "int", FormatColumn.Type.INT,
            "decimal", FormatColumn.Type.DECIMAL,
            "date", FormatColumn.Type.DATE,
            "local_datetime", FormatColumn.Type.LOCAL_DATETIME,
            "instant", FormatColumn.Type.INSTANT);

    private static final Set<FormatColumn.Type> TIMES =
            Set.of(FormatColumn.Type.DATE, FormatColumn.Type.LOCAL_DATETIME, FormatColumn.Type.INSTANT);

    private ColumnReader() {}

    /**
     * The columns in file order; empty when there are none.
     *
     * @param fixed each has its place in the line
     */
    static List<FormatColumn> read(Section format, boolean fixed) {
        List<FormatColumn> columns = new ArrayList<>();
        format.named("columns").forEach((name, section) -> columns.add(column(name, section, fixed)));
        if (fixed) {
            overlap(format, columns);
        }
        return columns;
    }

    private static FormatColumn column(String name, Section section, boolean fixed) {
        FormatColumn.Type written = section.optionalWord("type", TYPES);
        FormatColumn.Type type = written == null ? FormatColumn.Type.STRING : written;
        int at = 0;
        if (fixed) {
            if (!section.has("at")) {
                section.missing("at", "the column's first character, from 1");
            }
            if (!section.has("width")) {
                section.missing("width", "how many characters the column takes");
            }
            at = section.integer("at", 1, 1, WIDEST);
        }
        int width = section.integer("width", 0, 1, WIDEST);
        Integer scale = Typed.integer(section.scalar("scale"), 0, MOST_DIGITS, section.reading());
        String pattern = section.optionalText("pattern");
        ZoneId zone = zone(section);
        applies(section, "scale", type == FormatColumn.Type.DECIMAL, "decimal");
        applies(section, "pattern", TIMES.contains(type), "date, local_datetime or instant");
        applies(section, "zone", type == FormatColumn.Type.INSTANT, "instant");
        if (!fixed) {
            applies(section, "width", type == FormatColumn.Type.STRING, "string");
        }
        if (pattern != null) {
            pattern(section, pattern);
            if (type == FormatColumn.Type.INSTANT
                    && zone == null
                    && !section.has("zone")
                    && !pattern.matches(".*[XxZ].*")) {
                section.missing("zone", "the zone of a time that is written without an offset");
            }
        }
        section.close();
        return new FormatColumn(name, type, at, width, scale, pattern, zone);
    }

    private static void applies(Section section, String key, boolean applies, String types) {
        if (section.has(key) && !applies) {
            section.placeOf(key)
                    .problem("unused", "a " + key + " that nothing reads", key + " with type " + types, "remove it");
        }
    }

    private static void pattern(Section section, String pattern) {
        try {
            new DateTimeFormatterBuilder().appendPattern(pattern);
        } catch (IllegalArgumentException e) {
            section.placeOf("pattern")
                    .problem("wrong_type", "'" + pattern + "'", "a date pattern", "write it like dd.MM.yyyy HH:mm:ss");
        }
    }

    private static @Nullable ZoneId zone(Section section) {
        String zone = section.optionalText("zone");
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            section.placeOf("zone")
                    .problem("wrong_type", "'" + zone + "'", "a time zone", "write it like Europe/Berlin");
            return null;
        }
    }

    private static void overlap(Section format, List<FormatColumn> columns) {
        List<FormatColumn> sorted = columns.stream()
                .sorted(Comparator.comparingInt(FormatColumn::at))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            FormatColumn before = sorted.get(i - 1);
            FormatColumn column = sorted.get(i);
            if (column.at() < before.at() + before.width()) {
                format.placeOf("columns")
                        .problem(
                                "overlap",
                                column.name() + " at " + column.at() + " within " + before.name(),
                                "columns beside each other",
                                "correct at or width");
            }
        }
    }
}
