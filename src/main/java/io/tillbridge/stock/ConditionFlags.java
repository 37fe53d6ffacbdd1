package io.tillbridge.stock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions on record, in the caller's transaction; few, by name. */
public final class ConditionFlags {

    /** More of them are refused: each posting that has rules with conditions reads all. */
    public static final int MOST = 500;

    private static final String READ = "select name, active, from_at, to_at, changed_by, changed_at"
            + " from availability_condition order by name";

    private static final String PUT = """
            insert into availability_condition (name, active, from_at, to_at, changed_by, changed_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (name) do update
               set active = excluded.active, from_at = excluded.from_at, to_at = excluded.to_at,
                   changed_by = excluded.changed_by, changed_at = excluded.changed_at
            """;

    private ConditionFlags() {}

    /** All, by name. */
    public static List<ConditionFlag> all(Connection transaction) throws SQLException {
        List<ConditionFlag> flags = new ArrayList<>();
        try (PreparedStatement statement = transaction.prepareStatement(READ);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                flags.add(new ConditionFlag(
                        rows.getString(1),
                        rows.getBoolean(2),
                        instant(rows.getTimestamp(3)),
                        instant(rows.getTimestamp(4)),
                        rows.getString(5),
                        rows.getTimestamp(6).toInstant()));
            }
        }
        return flags;
    }

    public static void put(Connection transaction, ConditionFlag flag) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(PUT)) {
            statement.setString(1, flag.name());
            statement.setBoolean(2, flag.active());
            statement.setTimestamp(3, timestamp(flag.from()));
            statement.setTimestamp(4, timestamp(flag.to()));
            statement.setString(5, flag.changedBy());
            statement.setTimestamp(6, Timestamp.from(flag.changedAt()));
            statement.executeUpdate();
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp value) {
        return value == null ? null : value.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant value) {
        return value == null ? null : Timestamp.from(value);
    }
}
