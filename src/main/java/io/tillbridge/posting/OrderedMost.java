package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The most that was ever wanted of the lines of orders, where their posted revisions want less. A function of the revisions
 * alone, older ones that come late included, so the order of arrival does not matter. Written by who has locked the order.
 */
final class OrderedMost {

    private static final String WRITE = """
            insert into order_most as m (system, order_id, line_id, sku, quantity)
            select s, o, l, k, q from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[]) as row (s, o, l, k, q)
            on conflict (system, order_id, line_id) do update
               set quantity = excluded.quantity, sku = excluded.sku where excluded.quantity > m.quantity
            """;

    private static final String FIND = """
            select m.system, m.order_id, m.line_id, m.sku, m.quantity from order_most m
              join unnest(?::text[], ?::text[]) as row (s, i) on m.system = s and m.order_id = i
            """;

    private OrderedMost() {}

    /** What was wanted of a line. */
    record Wanted(String sku, BigDecimal quantity) {

        Wanted more(Wanted other) {
            return quantity.compareTo(other.quantity) < 0 ? other : this;
        }
    }

    /**
     * An order.
     *
     * @param posted what is wanted of it now
     * @param others what was said of it before and beside
     * @param cause what came of it last
     */
    record Change(OrderState posted, List<OrderState> others, Effects.Cause cause) {

        /** @param arrivals at least one */
        static Change of(OrderState posted, @Nullable OrderState before, List<OrderArrival> arrivals) {
            List<OrderState> others = new ArrayList<>();
            if (before != null) {
                others.add(before);
            }
            for (OrderArrival arrival : arrivals) {
                if (arrival instanceof OrderArrival.Revision revision) {
                    others.add(revision.state());
                }
            }
            return new Change(posted, others, arrivals.get(arrivals.size() - 1).cause());
        }

        private Map<String, Wanted> more() {
            Map<String, Wanted> most = new TreeMap<>();
            others.forEach(state ->
                    wanted(state.document()).forEach((line, wanted) -> most.merge(line, wanted, Wanted::more)));
            wanted(posted.document())
                    .forEach((line, now) -> most.computeIfPresent(
                            line, (id, wanted) -> wanted.quantity().compareTo(now.quantity()) > 0 ? wanted : null));
            most.values().removeIf(wanted -> wanted.quantity().signum() <= 0);
            return most;
        }
    }

    /** By line, the most that a revision says was wanted: still, or at first. */
    static Map<String, Wanted> wanted(JsonNode document) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (JsonNode line : document.path("lines")) {
            BigDecimal now = new BigDecimal(line.path("quantity").asText("0"));
            BigDecimal first = new BigDecimal(line.path("ordered").asText("0"));
            wanted.put(line.path("id").asText(), new Wanted(line.path("sku").asText(), now.max(first)));
        }
        return wanted;
    }

    private record Row(OrderKey order, String line, Wanted wanted, Effects.Cause cause) {}

    /**
     * Keeps what is not wanted any more; orders that want no less than ever ask the database nothing.
     *
     * @return orders of which more was wanted than is now
     */
    static Map<OrderKey, Effects.Cause> write(Connection tx, List<Change> changes) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (Change change : changes) {
            change.more()
                    .forEach((line, wanted) -> rows.add(new Row(change.posted().key(), line, wanted, change.cause())));
        }
        if (rows.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            Columns.bind(statement, rows, 1)
                    .text(row -> row.order().system())
                    .text(row -> row.order().id())
                    .text(Row::line)
                    .text(row -> row.wanted().sku())
                    .decimal(row -> row.wanted().quantity());
            statement.executeUpdate();
        }
        Map<OrderKey, Effects.Cause> orders = new TreeMap<>();
        rows.forEach(row -> orders.put(row.order(), row.cause()));
        return orders;
    }

    /** The same of an order all of whose revisions are told again: what they say now counts alone. */
    static void again(Connection tx, OrderState posted, List<OrderArrival> arrivals) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("delete from order_most where system = ? and order_id = ?")) {
            statement.setString(1, posted.key().system());
            statement.setString(2, posted.key().id());
            statement.executeUpdate();
        }
        write(tx, List.of(Change.of(posted, null, arrivals)));
    }

    /** By order and line, what was wanted where less is wanted now. */
    static Map<OrderKey, Map<String, Wanted>> of(Connection tx, Collection<OrderKey> orders) throws SQLException {
        Map<OrderKey, Map<String, Wanted>> most = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            Columns.bind(statement, List.copyOf(new TreeSet<>(orders)), 1)
                    .text(OrderKey::system)
                    .text(OrderKey::id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    most.computeIfAbsent(new OrderKey(rows.getString(1), rows.getString(2)), key -> new TreeMap<>())
                            .put(rows.getString(3), new Wanted(rows.getString(4), rows.getBigDecimal(5)));
                }
            }
        }
        return most;
    }
}
