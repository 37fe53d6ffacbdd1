package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.BufferRule.Scope;
import io.tillbridge.stock.StockKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of figures that are to be told anew; a row goes when its last page is told. */
final class FiguresDue {

    private static final String ADD = """
            insert into availability_due (due_at, reason, channel, scope, scope_value, locations)
            select d, r, c, s, v, string_to_array(l, chr(31))
              from unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                   as row (d, r, c, s, v, l)
            """;

    private static final String CLAIM = """
            select due_id, due_at, reason, channel, scope, scope_value, locations, after_sku, after_location
              from availability_due where due_at <= ? order by due_at, due_id limit 1 for update skip locked
            """;

    private static final String PAGE = """
            select b.sku, b.location from stock_balance b
             where (b.sku, b.location) > (?, ?) and b.location <> 'unassigned'
               and (?::text[] is null or b.location = any (?::text[])) and %s
             order by b.sku, b.location limit ?
            """;

    private FiguresDue() {}

    static void add(Connection tx, List<FigureDue> due) throws SQLException {
        if (due.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(ADD)) {
            Columns.bind(statement, due, 1)
                    .instant(FigureDue::dueAt)
                    .text(FigureDue::reason)
                    .text(FigureDue::channel)
                    .text(one -> one.scope().kind().name().toLowerCase(Locale.ROOT))
                    .text(one -> one.scope().value())
                    .text(one -> one.locations() == null ? null : String.join("\u001f", one.locations()));
            statement.executeUpdate();
        }
    }

    /** The oldest that is due and that no other transaction holds; null when there is none. */
    static @Nullable FigureDue claim(Connection tx, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(CLAIM)) {
            statement.setObject(1, SqlTimes.of(now));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? read(row) : null;
            }
        }
    }

    private static FigureDue read(ResultSet row) throws SQLException {
        Array locations = row.getArray(7);
        return new FigureDue(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                row.getString(4),
                new Scope(Scope.Kind.valueOf(row.getString(5).toUpperCase(Locale.ROOT)), row.getString(6)),
                locations == null ? null : List.of((String[]) locations.getArray()),
                row.getString(8),
                row.getString(9));
    }

    /** The next balances of it, sorted. */
    static List<StockKey> page(Connection tx, FigureDue due, int most) throws SQLException {
        List<StockKey> page = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(PAGE.formatted(where(due.scope())))) {
            Array locations = due.locations() == null
                    ? null
                    : tx.createArrayOf("text", due.locations().toArray());
            statement.setString(1, due.afterSku());
            statement.setString(2, due.afterLocation());
            statement.setArray(3, locations);
            statement.setArray(4, locations);
            statement.setString(5, due.scope().value());
            statement.setInt(6, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(new StockKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return page;
    }

    private static String where(Scope scope) {
        return switch (scope.kind()) {
            case ALL, VELOCITY -> "?::text is not null";
            case SKU -> "b.sku = ?";
            case CATEGORY -> "exists (select from item i where i.sku = b.sku and i.category = ?)";
            case ABC_CLASS -> "exists (select from item i where i.sku = b.sku and i.abc_class = ?)";
        };
    }

    /** The telling goes on behind a balance. */
    static void advance(Connection tx, FigureDue due, StockKey last) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("update availability_due set after_sku = ?, after_location = ? where due_id = ?")) {
            statement.setString(1, last.sku());
            statement.setString(2, last.location());
            statement.setLong(3, due.id());
            statement.executeUpdate();
        }
    }

    /** What was to come for a reason is to come no more. */
    static void forget(Connection tx, String reason, Instant after) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("delete from availability_due where reason = ? and due_at > ?")) {
            statement.setString(1, reason);
            statement.setObject(2, SqlTimes.of(after));
            statement.executeUpdate();
        }
    }

    static void done(Connection tx, FigureDue due) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("delete from availability_due where due_id = ?")) {
            statement.setLong(1, due.id());
            statement.executeUpdate();
        }
    }
}
