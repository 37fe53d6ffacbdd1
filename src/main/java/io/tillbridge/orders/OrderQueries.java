package io.tillbridge.orders;

import io.tillbridge.platform.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about orders; changes nothing. Errors are Spring's {@code DataAccessException}. */
@Component
public final class OrderQueries {

    private static final String ROW =
            "select system, order_id, number, revision, state, document, message_id, placed_at, updated_at, departures,"
                    + " fulfilments, allocations, ordered from sales_order";

    private final JdbcClient sql;

    public OrderQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /** The orders of a number, by system: several systems may use the same. {@code 1001} also finds {@code #1001}. */
    public List<OrderRow> byNumber(String number) {
        return sql.sql(ROW + " where number in (?, '#' || ?) order by system, order_id")
                .params(number, number)
                .query((row, count) -> row(row))
                .list();
    }

    /** One order; empty when the books do not know it. */
    public Optional<OrderRow> find(OrderKey key) {
        return sql.sql(ROW + " where system = ? and order_id = ?")
                .params(key.system(), key.id())
                .query((row, count) -> row(row))
                .optional();
    }

    /** What was paid for an order, paid back and given back, by the time at which it happened. */
    public List<OrderFactRow> facts(OrderKey key) {
        return sql.sql(
                        "select event_type, message_id, occurred_at, body from order_fact where system = ? and order_id = ?"
                                + " order by occurred_at, fact_key")
                .params(key.system(), key.id())
                .query((row, count) -> new OrderFactRow(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getTimestamp(3).toInstant(),
                        row.getString(4)))
                .list();
    }

    private static OrderRow row(ResultSet row) throws SQLException {
        return new OrderRow(
                new OrderKey(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getBigDecimal(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, UUID.class),
                Cells.instant(row, 8),
                row.getTimestamp(9).toInstant(),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13));
    }
}
