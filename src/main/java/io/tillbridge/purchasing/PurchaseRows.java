package io.tillbridge.purchasing;

import io.tillbridge.platform.Cells;
import io.tillbridge.purchasing.PurchaseOrder.Line;
import io.tillbridge.purchasing.PurchaseOrder.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of purchase orders. */
final class PurchaseRows {

    private static final String COLUMNS = """
            select o.number, o.position, o.state, o.supplier, o.location, o.currency, o.expected_at, o.revision, o.created_at,
                   o.created_by, o.ordered_at, o.cancelled_at
              from purchase_order o
            """;

    private static final String LINES = """
            select number, line, sku, quantity, pack_units, pack_unit, supplier_sku, unit_price
              from purchase_order_line where number = any (?::text[]) order by number, line
            """;

    private PurchaseRows() {}

    @FunctionalInterface
    interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** Orders with their lines. */
    static List<PurchaseOrder> find(Connection connection, String condition, Parameters parameters)
            throws SQLException {
        List<PurchaseOrder> orders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS + condition)) {
            parameters.set(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    orders.add(order(row));
                }
            }
        }
        Map<String, List<Line>> lines = lines(connection, orders);
        return orders.stream()
                .map(order -> order.with(lines.getOrDefault(order.number(), List.of())))
                .toList();
    }

    private static Map<String, List<Line>> lines(Connection connection, List<PurchaseOrder> orders)
            throws SQLException {
        Map<String, List<Line>> lines = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LINES)) {
            Object[] numbers = orders.stream().map(PurchaseOrder::number).toArray();
            statement.setArray(1, connection.createArrayOf("text", numbers));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lines.computeIfAbsent(row.getString(1), number -> new ArrayList<>())
                            .add(new Line(
                                    row.getInt(2),
                                    row.getString(3),
                                    row.getBigDecimal(4),
                                    row.getBigDecimal(5),
                                    row.getString(6),
                                    row.getString(7),
                                    row.getBigDecimal(8)));
                }
            }
        }
        return lines;
    }

    private static PurchaseOrder order(ResultSet row) throws SQLException {
        return new PurchaseOrder(
                row.getString(1),
                row.getLong(2),
                State.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Cells.instant(row, 7),
                row.getInt(8),
                row.getTimestamp(9).toInstant(),
                row.getString(10),
                Cells.instant(row, 11),
                Cells.instant(row, 12),
                List.of());
    }
}
