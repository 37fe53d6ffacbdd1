package io.tillbridge.posting;

import io.tillbridge.canonical.Trace;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.platform.Columns;
import io.tillbridge.stock.Bucket;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What was moved beyond what returns say one by one. A row is written by who has locked its order. */
final class ReturnMoves {

    private static final String WRITE = """
            insert into order_return_move (system, order_id, message_id, sku, location, bucket, quantity, lot, serial)
            select ?, ?, ?, s, l, b, q, o, n
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[]) as row (s, l, b, q, o, n)
            """;

    private static final String FIND = """
            select m.system, m.order_id, m.sku, m.location, m.bucket, sum(m.quantity), m.lot, m.serial
              from order_return_move m
              join unnest(?::text[], ?::text[]) as row (s, i) on m.system = s and m.order_id = i
             group by 1, 2, 3, 4, 5, 7, 8
            """;

    private ReturnMoves() {}

    static void write(Connection tx, OrderKey order, UUID message, SortedMap<ReturnedGoods.Leg, BigDecimal> moved)
            throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setString(1, order.system());
            statement.setString(2, order.id());
            statement.setObject(3, message);
            Columns.bind(statement, List.copyOf(moved.entrySet()), 4)
                    .text(one -> one.getKey().sku())
                    .text(one -> one.getKey().location())
                    .text(one -> one.getKey().bucket().name().toLowerCase(Locale.ROOT))
                    .decimal(Map.Entry::getValue)
                    .text(one -> one.getKey().trace().lot())
                    .text(one -> one.getKey().trace().serial());
            statement.executeUpdate();
        }
    }

    static Map<OrderKey, Map<ReturnedGoods.Leg, BigDecimal>> of(Connection tx, Collection<OrderKey> orders)
            throws SQLException {
        Map<OrderKey, Map<ReturnedGoods.Leg, BigDecimal>> moved = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            Columns.bind(statement, List.copyOf(new TreeSet<>(orders)), 1)
                    .text(OrderKey::system)
                    .text(OrderKey::id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    moved.computeIfAbsent(new OrderKey(rows.getString(1), rows.getString(2)), key -> new TreeMap<>())
                            .put(
                                    new ReturnedGoods.Leg(
                                            rows.getString(3),
                                            rows.getString(4),
                                            Bucket.of(rows.getString(5)),
                                            new Trace(rows.getString(7), rows.getString(8), null)),
                                    rows.getBigDecimal(6));
                }
            }
        }
        return moved;
    }

    /** Those of messages whose movements are undone. */
    static void forget(Connection tx, Collection<UUID> messages) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("delete from order_return_move where message_id = any (?::uuid[])")) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            statement.executeUpdate();
        }
    }
}
