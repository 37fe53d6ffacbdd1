package io.tillbridge.orders;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the customers of orders are reached, as the orders' documents say. */
public final class OrderContacts {

    private static final String FIND = """
            select o.system, o.order_id, o.number, coalesce(d.document #>> '{customer,email}', d.document #>> '{shipTo,email}'),
                   coalesce(d.document #>> '{customer,phone}', d.document #>> '{shipTo,phone}'),
                   d.document #>> '{customer,locale}'
              from sales_order o
              join unnest(?::text[], ?::text[]) as row (s, i) on o.system = s and o.order_id = i
             cross join lateral (select o.document::jsonb as document) d
            """;

    private OrderContacts() {}

    /** Of an order; what it does not say is null. */
    public record Contact(
            @Nullable String number,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String locale) {}

    /** Of the orders that the books know. */
    public static Map<OrderKey, Contact> of(Connection connection, Collection<OrderKey> orders) throws SQLException {
        Map<OrderKey, Contact> contacts = new TreeMap<>();
        if (orders.isEmpty()) {
            return contacts;
        }
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement, List.copyOf(orders), 1)
                    .text(OrderKey::system)
                    .text(OrderKey::id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    contacts.put(
                            new OrderKey(rows.getString(1), rows.getString(2)),
                            new Contact(rows.getString(3), rows.getString(4), rows.getString(5), rows.getString(6)));
                }
            }
        }
        return contacts;
    }
}
