package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;

/** What movements say of pieces with serial numbers, inside the caller's transaction, which holds the balances' locks. */
public final class Serials {

    private static final String LOCK =
            "select pg_advisory_xact_lock(k) from (select distinct hashtextextended(s || '|' || n, 418) as k"
                    + " from unnest(?::text[], ?::text[]) as row (s, n) order by 1) as sorted";

    private static final String LIVE = StockQueries.MOVEMENT + """
             join unnest(?::text[], ?::text[]) as row (s, n) on sku = s and serial = n
             where reverses is null and not exists (select from stock_movement r where r.reverses = m.movement_id)
             order by movement_id
            """;

    private Serials() {}

    /** A piece of an item. */
    public record Key(String sku, String serial) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int order = sku.compareTo(other.sku);
            return order != 0 ? order : serial.compareTo(other.serial);
        }
    }

    /** Where the pieces went; who moves the same ones waits until the transaction ends. */
    public static Map<Key, SerialPath> locked(Connection transaction, SortedSet<Key> keys) throws SQLException {
        List<Key> sorted = List.copyOf(keys);
        try (PreparedStatement statement = transaction.prepareStatement(LOCK)) {
            Columns.bind(statement, sorted, 1).text(Key::sku).text(Key::serial);
            statement.executeQuery().close();
        }
        Map<Key, List<LedgerEntry>> live = new TreeMap<>();
        keys.forEach(key -> live.put(key, new ArrayList<>()));
        try (PreparedStatement statement = transaction.prepareStatement(LIVE)) {
            Columns.bind(statement, sorted, 1).text(Key::sku).text(Key::serial);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    LedgerEntry entry = StockQueries.movement(rows);
                    Objects.requireNonNull(live.get(new Key(
                                    entry.sku(),
                                    Objects.requireNonNull(entry.details().serial()))))
                            .add(entry);
                }
            }
        }
        Map<Key, SerialPath> paths = new TreeMap<>();
        live.forEach((key, entries) -> paths.put(key, SerialPath.of(entries)));
        return paths;
    }
}
