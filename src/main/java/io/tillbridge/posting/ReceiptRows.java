package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The table of running numbers, inside the caller's transaction. */
final class ReceiptRows {

    private static final String LOCK =
            "select pg_advisory_xact_lock(k) from (select distinct hashtextextended(c, 457) as k"
                    + " from unnest(?::text[]) as row (c) order by 1) as sorted";

    private static final String OF = """
            select r.system, r.register, r.series, r.first, r.last, r.message_id, r.since
              from receipt_range r join (select distinct s, g from unnest(?::text[], ?::text[]) as row (s, g)) row
                on r.system = s and r.register = g
             order by r.system, r.register, r.series, r.first
            """;

    private static final String FORGET = """
            delete from receipt_range r using unnest(?::text[], ?::text[], ?::text[]) as row (s, g, e)
             where r.system = s and r.register = g and r.series = e
            """;

    private static final String KEEP = """
            insert into receipt_range (system, register, series, first, last, message_id, since, seen_at)
            select s, g, e, f, l, m, i, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::uuid[], ?::timestamptz[])
                   as row (s, g, e, f, l, m, i)
            """;

    private ReceiptRows() {}

    /** A row of the table. */
    private record Row(ReceiptSeries series, ReceiptRange range) {}

    static void lock(Connection tx, Collection<String> registers) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setArray(1, tx.createArrayOf("text", registers.toArray()));
            statement.execute();
        }
    }

    /** All series of the registers of these, in ascending order. */
    static Map<ReceiptSeries, List<ReceiptRange>> of(Connection tx, List<ReceiptSeries> registers) throws SQLException {
        Map<ReceiptSeries, List<ReceiptRange>> found = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(OF)) {
            Columns.bind(statement, registers, 1).text(ReceiptSeries::system).text(ReceiptSeries::register);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(
                                    new ReceiptSeries(rows.getString(1), rows.getString(2), rows.getString(3)),
                                    series -> new ArrayList<>())
                            .add(new ReceiptRange(
                                    rows.getLong(4),
                                    rows.getLong(5),
                                    rows.getObject(6, UUID.class),
                                    rows.getTimestamp(7).toInstant()));
                }
            }
        }
        return found;
    }

    /** Writes series anew. */
    static void write(Connection tx, Map<ReceiptSeries, List<ReceiptRange>> changed, Instant now) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            Columns.bind(statement, List.copyOf(changed.keySet()), 1)
                    .text(ReceiptSeries::system)
                    .text(ReceiptSeries::register)
                    .text(ReceiptSeries::series);
            statement.executeUpdate();
        }
        List<Row> rows = new ArrayList<>();
        changed.forEach((series, ranges) -> ranges.forEach(range -> rows.add(new Row(series, range))));
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, rows, 2)
                    .text(row -> row.series().system())
                    .text(row -> row.series().register())
                    .text(row -> row.series().series())
                    .bigint(row -> row.range().first())
                    .bigint(row -> row.range().last())
                    .uuid(row -> row.range().messageId())
                    .instant(row -> row.range().since());
            statement.executeUpdate();
        }
    }
}
