package io.tillbridge.stock;

import io.tillbridge.platform.Cells;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts as people read them. Errors are Spring's {@code DataAccessException}. */
@Component
public final class CountRows {

    private static final String ROW = "select " + ShelfCounts.COLUMNS
            + ", c.message_id, c.count_id, c.recorded_at, c.decided_by, c.decided_at from shelf_count c";

    private final JdbcClient sql;

    public CountRows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Counts, newest first.
     *
     * @param state only those; null: all
     * @param before only counts below this id; {@code Long.MAX_VALUE} for the first page
     * @param limit at least 1
     */
    public List<CountRow> list(ShelfCount.@Nullable State state, long before, int limit) {
        String where = state == null ? "" : " and c.state = '" + state.word() + "'";
        return sql.sql(ROW + " where c.count_id < ?" + where + " order by c.count_id desc limit ?")
                .params(before, limit)
                .query((row, number) -> read(row))
                .list();
    }

    /** One count; null when there is none of that id. */
    public static @Nullable CountRow find(Connection transaction, long id) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(ROW + " where c.count_id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? read(rows) : null;
            }
        }
    }

    private static CountRow read(ResultSet row) throws SQLException {
        return new CountRow(
                row.getLong(13),
                ShelfCounts.read(row, row.getObject(12, UUID.class)),
                row.getTimestamp(14).toInstant(),
                row.getString(15),
                Cells.instant(row, 16));
    }
}
