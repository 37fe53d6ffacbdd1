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
        Timestamp moment = rows.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }
}
