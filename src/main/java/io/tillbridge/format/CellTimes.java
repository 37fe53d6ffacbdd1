package io.tillbridge.format;

import io.tillbridge.connector.FormatColumn;
import io.tillbridge.mapping.value.Instants;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads dates and times in a column's own pattern and says them as ISO 8601. */
final class CellTimes {

    private final FormatColumn column;
    private final @Nullable DateTimeFormatter pattern;

    CellTimes(FormatColumn column) {
        this.column = column;
        this.pattern = column.pattern() == null ? null : formatter(column.pattern());
    }

    /**
     * The strict reader of a pattern: 31.02. is no date. A year may be written {@code yyyy}.
     *
     * @throws IllegalArgumentException when it is no pattern
     */
    static DateTimeFormatter formatter(String pattern) {
        // Strict resolving needs the year itself (u), where everybody writes the year of an era (y)
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** The text in ISO 8601: a date, a local time with seconds, or an instant in UTC. */
    String read(String text) throws BadCell {
        try {
            return switch (column.type()) {
                case DATE -> date(text).toString();
                case LOCAL_DATETIME -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local(text));
                default -> instant(text).toString();
            };
        } catch (DateTimeException e) {
            throw new BadCell(
                    "not_a_" + column.type().name().toLowerCase(Locale.ROOT),
                    column.name(),
                    Limits.quoted(text) + " found, "
                            + (column.pattern() == null ? "ISO 8601" : "a time like " + column.pattern())
                            + " expected");
        }
    }

    private LocalDate date(String text) {
        return pattern == null ? LocalDate.parse(text) : LocalDate.from(pattern.parse(text));
    }

    private LocalDateTime local(String text) {
        if (pattern != null) {
            return LocalDateTime.from(pattern.parse(text));
        }
        LocalDateTime local = Instants.parseLocal(text);
        if (local == null) {
            throw new DateTimeException("no local time");
        }
        return local;
    }

    private Instant instant(String text) throws BadCell {
        ZoneId zone = column.zone();
        if (zone != null) {
            return at(local(text), zone, text);
        }
        if (pattern == null) {
            Instant instant = Instants.parse(text);
            if (instant == null) {
                throw new DateTimeException("no instant");
            }
            return instant;
        }
        TemporalAccessor parsed = pattern.parse(text);
        return LocalDateTime.from(parsed).toInstant(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS)));
    }

    /** A local time that happened once; in the hours of a clock change it may have happened never or twice. */
    private Instant at(LocalDateTime local, ZoneId zone, String text) throws BadCell {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new BadCell(
                    offsets.isEmpty() ? "time_in_gap" : "time_in_overlap",
                    column.name(),
                    Limits.quoted(text) + " happened " + (offsets.isEmpty() ? "never" : "twice") + " in " + zone
                            + "; read it as local_datetime and let the mapping decide");
        }
        return local.toInstant(offsets.get(0));
    }
}
