package io.tillbridge.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of codes. A row counts on the days from {@code from} (inclusive) to {@code to} (exclusive).
 *
 * @param columns key columns; more than one only for {@code first_match}
 * @param normalize applied to source values and to the rows' keys alike
 * @param bijective targets are unique too
 */
public record ValueMap(
        String name,
        int version,
        List<String> columns,
        List<Normal> normalize,
        boolean bijective,
        Unmapped unmapped,
        List<Row> rows,
        Map<String, List<Row>> byKey) {

    /** What evens out differences that do not matter. */
    public enum Normal {
        TRIM,
        UPPER,
        LOWER;

        static final Map<String, Normal> WORDS = Map.of("trim", TRIM, "upper", UPPER, "lower", LOWER);

        String apply(String text) {
            return switch (this) {
                case TRIM -> text.trim();
                case UPPER -> text.toUpperCase(Locale.ROOT);
                case LOWER -> text.toLowerCase(Locale.ROOT);
            };
        }
    }

    /** What becomes of a value without a row. */
    public sealed interface Unmapped {
        /** The message waits for the row. */
        record Hold() implements Unmapped {}

        /** The message becomes a dead letter. */
        record DeadLetter() implements Unmapped {}

        /** The value stays as it is. */
        record Keep() implements Unmapped {}

        /** A stand-in. */
        record Fixed(String value) implements Unmapped {}

        /** Another map is asked. */
        record Fallback(String map) implements Unmapped {}
    }

    /**
     * One row.
     *
     * @param keys one per column, normalized; in maps of several columns {@code *} is any value and {@code present} any
     *     value but null
     * @param from null for always
     * @param to null for ever
     */
    public record Row(
            List<String> keys,
            String target,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        public Row {
            keys = List.copyOf(keys);
        }

        /** Whether the row counts on a day. */
        public boolean on(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
        }

        /** Whether there is a day on which both rows count. */
        boolean overlaps(Row other) {
            return (from == null || other.to == null || from.isBefore(other.to))
                    && (other.from == null || to == null || other.from.isBefore(to));
        }
    }

    public ValueMap {
        columns = List.copyOf(columns);
        normalize = List.copyOf(normalize);
        rows = List.copyOf(rows);
        byKey = Map.copyOf(byKey);
    }

    static ValueMap of(
            String name,
            int version,
            List<String> columns,
            List<Normal> normalize,
            boolean bijective,
            Unmapped unmapped,
            List<Row> rows) {
        Map<String, List<Row>> byKey = new HashMap<>();
        if (columns.size() == 1) {
            for (Row row : rows) {
                byKey.computeIfAbsent(row.keys().get(0), key -> new ArrayList<>(1))
                        .add(row);
            }
        }
        return new ValueMap(name, version, columns, normalize, bijective, unmapped, rows, byKey);
    }

    /** The value as keys are written. */
    String normal(String value) {
        String normal = value;
        for (Normal step : normalize) {
            normal = step.apply(normal);
        }
        return normal;
    }

    /** The row of a normalized value on a day; null when there is none. One column only. */
    @Nullable
    Row row(String value, LocalDate day) {
        for (Row row : byKey.getOrDefault(value, List.of())) {
            if (row.on(day)) {
                return row;
            }
        }
        return null;
    }

    /**
     * Whether some row may answer what a message waits for, on whatever day: a held value of several columns is not told
     * apart.
     */
    boolean mayAnswer(String held) {
        return columns.size() > 1 || byKey.containsKey(normal(held));
    }

    /** The normalized value that has a target on a day; null when none has. One column only, and bijective. */
    @Nullable
    String source(String target, LocalDate day) {
        for (Row row : rows) {
            if (row.target().equals(target) && row.on(day)) {
                return row.keys().get(0);
            }
        }
        return null;
    }

    /** The first row whose every column matches; null in the list is an absent value. */
    @Nullable
    Row firstMatch(List<@Nullable String> values, LocalDate day) {
        for (Row row : rows) {
            if (row.on(day) && matches(row, values)) {
                return row;
            }
        }
        return null;
    }

    private static boolean matches(Row row, List<@Nullable String> values) {
        for (int i = 0; i < row.keys().size(); i++) {
            String key = row.keys().get(i);
            String value = i < values.size() ? values.get(i) : null;
            boolean matches = key.equals("*") || (value != null && (key.equals("present") || key.equals(value)));
            if (!matches) {
                return false;
            }
        }
        return true;
    }
}
