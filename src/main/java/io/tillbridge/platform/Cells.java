package io.tillbridge.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads cells that may be null. */
public final class Cells {

    private Cells() {}

    /** A moment of a {@code timestamptz}; null when the cell is. */
    public static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        return instant(rows.getTimestamp(column));
    }

    /** A moment of a {@code timestamptz} by its column's name; null when the cell is. */
    public static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        return instant(rows.getTimestamp(column));
    }

    private static @Nullable Instant instant(@Nullable Timestamp moment) {
        return moment == null ? null : moment.toInstant();
    }
}
