package io.tillbridge.connector.language;

import io.tillbridge.connector.JdbcSource;
import io.tillbridge.platform.YamlText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the place of a database source: a tuple of columns and where it starts. */
final class JdbcCursorReader {

    private static final Map<String, JdbcSource.Type> TYPES = Map.of(
            "instant", JdbcSource.Type.INSTANT,
            "local_datetime", JdbcSource.Type.LOCAL_DATETIME,
            "date", JdbcSource.Type.DATE,
            "int", JdbcSource.Type.INT,
            "string", JdbcSource.Type.STRING);

    private JdbcCursorReader() {}

    static JdbcSource.Cursor read(Section source) {
        Section cursor = source.required("cursor", "{start: epoch, fields: [{column: updated_at, type: instant}]}");
        List<JdbcSource.Field> fields = new ArrayList<>();
        if (cursor != null) {
            for (Section row : cursor.rows("fields")) {
                fields.add(field(row));
            }
            if (fields.isEmpty()) {
                cursor.missing("fields", "the columns that the query is ordered by");
            }
        }
        if (fields.isEmpty()) {
            fields.add(new JdbcSource.Field("", JdbcSource.Type.INSTANT, null));
        }
        if (cursor == null) {
            return new JdbcSource.Cursor(fields, "epoch", Duration.ZERO, Duration.ZERO);
        }
        JdbcSource.Cursor read = new JdbcSource.Cursor(
                fields,
                start(cursor, fields.get(0)),
                cursor.duration("lookback", Duration.ZERO),
                cursor.duration("holdBack", Duration.ZERO));
        if (!read.timed() && (cursor.has("lookback") || cursor.has("holdBack"))) {
            cursor.placeOf(cursor.has("lookback") ? "lookback" : "holdBack")
                    .problem("wrong_type", "a duration", "a first field that is a time", "remove it");
        }
        cursor.close();
        return read;
    }

    private static JdbcSource.Field field(Section row) {
        String column = JdbcReader.column(row, "column");
        JdbcSource.Type type = row.word("type", TYPES);
        boolean local = type == JdbcSource.Type.LOCAL_DATETIME || type == JdbcSource.Type.DATE;
        if (local && !row.has("zone")) {
            row.missing("zone", "a time zone such as $(connection.timezone)");
        }
        ZoneId zone = local ? zone(row) : null;
        row.close();
        return new JdbcSource.Field(column, type == null ? JdbcSource.Type.INSTANT : type, zone);
    }

    private static ZoneId zone(Section row) {
        String zone = row.optionalText("zone");
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            row.placeOf("zone").problem("wrong_type", "'" + zone + "'", "a time zone", "write it like Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }

    /** The first value as the column has it: an instant is given in the field's own zone. */
    private static String start(Section cursor, JdbcSource.Field first) {
        YamlText text = cursor.scalar("start");
        @Nullable String start = text == null ? null : Placeholders.constant(text, cursor.reading());
        if (text == null || start == null || start.equals("epoch")) {
            return "epoch";
        }
        try {
            return switch (first.type()) {
                case INSTANT -> Instant.parse(start).toString();
                case LOCAL_DATETIME -> local(start, first).toString();
                case DATE ->
                    start.length() > 10
                            ? local(start, first).toLocalDate().toString()
                            : LocalDate.parse(start).toString();
                case INT -> String.valueOf(Long.parseLong(start));
                case STRING -> start;
            };
        } catch (DateTimeException | NumberFormatException e) {
            text.problem(
                    "wrong_type", "'" + start + "'", "epoch or a value of the first field's type", "correct the start");
            return "epoch";
        }
    }

    private static LocalDateTime local(String start, JdbcSource.Field field) {
        ZoneId zone = field.zone() == null ? ZoneOffset.UTC : field.zone();
        return start.endsWith("Z") ? Instant.parse(start).atZone(zone).toLocalDateTime() : LocalDateTime.parse(start);
    }
}
