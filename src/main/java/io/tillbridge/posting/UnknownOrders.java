package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A return may be posted at the same moment as the first revision of its order, and neither would see the other's rows. So who
 * tells facts of an order that nobody knows waits for those who tell orders of the same bucket, and they for it; those who
 * tell orders do not wait for each other.
 */
final class UnknownOrders {

    /** In one statement and in the order of the buckets, so that two batches never wait for each other. */
    private static final String LOCK = """
            select case when alone then pg_advisory_xact_lock(1869767525, b)::text
                        else pg_advisory_xact_lock_shared(1869767525, b)::text end
              from (select b, bool_or(alone) as alone
                      from (select hashtext(s || '|' || i) & 255 as b, a as alone
                              from unnest(?::text[], ?::text[], ?::boolean[]) as row (s, i, a)) as told
                     group by b order by b) as buckets
            """;

    private UnknownOrders() {}

    /**
     * Waits, and ties facts to orders that are known since. To be called before anything else of the books is locked.
     *
     * @param works whose facts are tied as far as their orders were known
     */
    static void meet(Connection tx, List<Work> works) throws SQLException {
        Map<Work, OrderKey> unknown = new HashMap<>();
        Set<OrderKey> told = new TreeSet<>();
        for (Work work : works) {
            if (work.open() && work.translated != null && work.translated.event() instanceof Order order) {
                told.add(new OrderKey(order.system(), order.id()));
            } else if (work.open() && work.order == null) {
                OrderKey key = OrderFacts.guess(work);
                if (key != null) {
                    unknown.put(work, key);
                }
            }
        }
        told.removeAll(unknown.values());
        if (told.isEmpty() && unknown.isEmpty()) {
            return;
        }
        lock(tx, List.copyOf(new TreeSet<>(unknown.values())), List.copyOf(told));
        if (!unknown.isEmpty()) {
            Set<OrderKey> known = OrderNames.known(tx, unknown.values());
            unknown.forEach((work, key) -> work.order = known.contains(key) ? key : null);
        }
    }

    private static void lock(Connection tx, List<OrderKey> alone, List<OrderKey> together) throws SQLException {
        int all = alone.size() + together.size();
        String[] systems = new String[all];
        String[] ids = new String[all];
        Boolean[] waits = new Boolean[all];
        for (int i = 0; i < all; i++) {
            OrderKey key = i < alone.size() ? alone.get(i) : together.get(i - alone.size());
            systems[i] = key.system();
            ids[i] = key.id();
            waits[i] = i < alone.size();
        }
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setArray(1, tx.createArrayOf("text", systems));
            statement.setArray(2, tx.createArrayOf("text", ids));
            statement.setArray(3, tx.createArrayOf("boolean", waits));
            statement.execute();
        }
    }
}
