package io.tillbridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A scalar, exactly as written. The typed accessors record a problem and give null when the text does not fit.
 *
 * @param quoted written in quotes or as a block, so that an empty text is meant
 */
public record YamlText(Place place, String value, boolean quoted) implements YamlNode {

    @Override
    public String shape() {
        return "text";
    }

    /** An integer of up to nine digits. */
    public @Nullable Integer integer() {
        if (value.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(value);
        }
        problem("wrong_type", quote(), "an integer", "write digits only");
        return null;
    }

    /** {@code true} or {@code false}; {@code yes}, {@code on} and the like are refused. */
    public @Nullable Boolean bool() {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        problem("wrong_type", quote(), "true or false", "write true or false");
        return null;
    }

    /** An ISO-8601 duration such as {@code PT15M} or {@code P3D}. */
    public @Nullable Duration duration() {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            problem("wrong_type", quote(), "an ISO-8601 duration", "write it like PT15M or P3D");
            return null;
        }
    }

    /** An ISO-8601 instant in UTC, such as {@code 2026-05-01T00:00:00Z}. */
    public @Nullable Instant instant() {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            problem("wrong_type", quote(), "an instant in UTC", "write it like 2026-05-01T00:00:00Z");
            return null;
        }
    }

    /** An ISO-8601 date. */
    public @Nullable LocalDate date() {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            problem("wrong_type", quote(), "a date", "write it like 2026-05-01");
            return null;
        }
    }

    /** One of a closed list of words. */
    public <T> @Nullable T word(Map<String, T> words) {
        T found = words.get(value);
        if (found == null) {
            problem("wrong_word", quote(), "one of " + new TreeSet<>(words.keySet()), "use one of the known words");
        }
        return found;
    }

    private String quote() {
        return "'" + value + "'";
    }
}
