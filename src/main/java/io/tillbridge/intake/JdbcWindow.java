package io.tillbridge.intake;

import io.tillbridge.connector.JdbcSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run reads.
 *
 * @param from rows behind this tuple
 * @param until rows before this value of the first field; null when that is no time
 */
record JdbcWindow(JdbcTuple from, @Nullable Comparable<?> until) {

    /** The window of the next run. */
    static JdbcWindow next(JdbcSource.Cursor cursor, JdbcPlace place, Instant now) {
        JdbcSource.Field first = cursor.fields().get(0);
        Comparable<?> begin = place.values().isEmpty()
                ? start(first, cursor.start())
                : JdbcTuple.of(cursor.fields(), place.values()).values().get(0);
        boolean again = !place.values().isEmpty() && !cursor.lookback().isZero();
        Instant end = now.minus(cursor.holdBack());
        if (first.type() == JdbcSource.Type.LOCAL_DATETIME) {
            return local(cursor, place, (LocalDateTime) begin, again, end);
        }
        List<Comparable<?>> from = again ? least(cursor, back(begin, cursor.lookback())) : exact(cursor, place, begin);
        return new JdbcWindow(new JdbcTuple(from), until(first, end));
    }

    /**
     * Local times. In an hour that comes twice, and for a while after it, all of it is read again: a row of its second pass
     * may stand behind the place that the first pass left.
     */
    private static JdbcWindow local(
            JdbcSource.Cursor cursor, JdbcPlace place, LocalDateTime begin, boolean again, Instant end) {
        ZoneId zone = zone(cursor.fields().get(0));
        LocalDateTime until = LocalDateTime.ofInstant(end, zone);
        LocalDateTime since = again ? begin.minus(cursor.lookback()) : begin;
        ZoneOffsetTransition change = zone.getRules().previousTransition(end.plusNanos(1));
        if (change != null && change.isOverlap() && !place.values().isEmpty()) {
            Instant over = change.getInstant()
                    .plus(change.getDuration().abs())
                    .plus(cursor.lookback())
                    .plus(cursor.holdBack());
            LocalDateTime repeated = change.getDateTimeAfter().minus(cursor.lookback());
            if (!end.isAfter(over)) {
                until = later(until, change.getDateTimeBefore());
                if (repeated.isBefore(since)) {
                    return new JdbcWindow(new JdbcTuple(least(cursor, repeated)), until);
                }
            }
        }
        return new JdbcWindow(new JdbcTuple(again ? least(cursor, since) : exact(cursor, place, since)), until);
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    /** A first value and the place's others, or the least before the first row. */
    private static List<Comparable<?>> exact(JdbcSource.Cursor cursor, JdbcPlace place, Comparable<?> first) {
        return place.values().isEmpty()
                ? least(cursor, first)
                : JdbcTuple.of(cursor.fields(), place.values()).values();
    }

    private static List<Comparable<?>> least(JdbcSource.Cursor cursor, Comparable<?> first) {
        List<Comparable<?>> values = new ArrayList<>();
        values.add(first);
        cursor.fields().stream().skip(1).forEach(field -> values.add(start(field, "epoch")));
        return values;
    }

    private static Comparable<?> start(JdbcSource.Field field, String start) {
        boolean epoch = start.equals("epoch");
        return switch (field.type()) {
            case INSTANT -> epoch ? Instant.EPOCH.atOffset(ZoneOffset.UTC) : OffsetDateTime.parse(start);
            case LOCAL_DATETIME -> epoch ? LocalDate.EPOCH.atStartOfDay() : LocalDateTime.parse(start);
            case DATE -> epoch ? LocalDate.EPOCH : LocalDate.parse(start);
            case INT -> epoch ? Long.MIN_VALUE : Long.parseLong(start);
            case STRING -> epoch ? "" : start;
        };
    }

    private static Comparable<?> back(Comparable<?> value, Duration lookback) {
        if (value instanceof OffsetDateTime instant) {
            return instant.minus(lookback);
        }
        return value instanceof LocalDate date ? date.minusDays(lookback.toDays()) : value;
    }

    private static @Nullable Comparable<?> until(JdbcSource.Field first, Instant end) {
        return switch (first.type()) {
            case INSTANT -> end.atOffset(ZoneOffset.UTC);
            case DATE -> end.atZone(zone(first)).toLocalDate();
            default -> null;
        };
    }

    private static ZoneId zone(JdbcSource.Field field) {
        return field.zone() == null ? ZoneOffset.UTC : field.zone();
    }
}
