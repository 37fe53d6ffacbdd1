package io.tillbridge.connector;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One column.
 *
 * @param at first character from 1, of a fixed format; 0 elsewhere
 * @param width characters that a text has exactly, or that a fixed column takes; 0 when it does not matter
 * @param scale most digits after the sign of a decimal; null when it does not matter
 * @param pattern of a date or time, as of {@link java.time.format.DateTimeFormatter}; null for ISO 8601
 * @param zone of an instant that is written without an offset; null when it has one
 */
public record FormatColumn(
        String name,
        Type type,
        int at,
        int width,
        @Nullable Integer scale,
        @Nullable String pattern,
        @Nullable ZoneId zone) {

    /** How a cell is read; an empty one is null whatever its type. */
    public enum Type {
        STRING,
        INT,
        DECIMAL,
        DATE,
        LOCAL_DATETIME,
        INSTANT
    }
}
