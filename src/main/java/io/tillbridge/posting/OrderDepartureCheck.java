package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import io.tillbridge.stock.StockKey;
import io.tillbridge.verification.Finding;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * What has left of an order, by all that was told of it, is what its revisions, shipments and hand-overs moved to the
 * customer, from where they did.
 */
@Component
final class OrderDepartureCheck extends OrdersCheck {

    private static final String MOVED = """
            with asked as (select s, i from unnest(?::text[], ?::text[]) as row (s, i)),
                 teller as (
                     select a.s, a.i, m.message_id
                       from asked a,
                            lateral (select 'order|' || replace(replace(a.s, '\\', '\\\\'), '|', '\\|') || '|'
                                            || replace(replace(a.i, '\\', '\\\\'), '|', '\\|') as key) as k
                       join message m on m.event_type = 'order' and m.fact_key collate "C" >= k.key || '|'
                        and m.fact_key collate "C" < k.key || '}'
                     union
                     select s, i, f from unnest(?::text[], ?::text[], ?::uuid[]) as fact (s, i, f))
            select t.s, t.i, v.sku, case v.to_place when 'customer' then v.from_place else v.to_place end,
                   sum(case v.to_place when 'customer' then v.quantity else -v.quantity end)
              from teller t join stock_movement v using (message_id)
             where 'customer' in (v.from_place, v.to_place) and v.reason <> 'return'
             group by 1, 2, 3, 4
            """;

    OrderDepartureCheck() {
        super("order_departure");
    }

    @Override
    void look(Connection snapshot, List<Standing> orders, Consumer<Finding> found) throws SQLException {
        Map<OrderKey, Map<StockKey, BigDecimal>> moved = moved(snapshot, orders);
        for (Standing one : orders) {
            OrderKey key = one.order().state().key();
            Map<StockKey, BigDecimal> left = left(one);
            Map<StockKey, BigDecimal> is = moved.getOrDefault(key, Map.of());
            TreeSet<StockKey> places = new TreeSet<>(left.keySet());
            places.addAll(is.keySet());
            places.forEach(at -> compare(
                    OrderPosting.subject(key) + " " + at.sku() + "@" + at.location(),
                    left.getOrDefault(at, BigDecimal.ZERO),
                    is.getOrDefault(at, BigDecimal.ZERO),
                    found));
        }
    }

    private static Map<StockKey, BigDecimal> left(Standing one) {
        Map<StockKey, BigDecimal> left = new TreeMap<>();
        SoldBundles.Leaving leaving = one.bundles().leaving(Map.of());
        one.order()
                .gone()
                .forEach((from, quantity) -> leaving.of(from, quantity)
                        .forEach(part -> left.merge(
                                new StockKey(part.sku(), from.location()), part.quantity(), BigDecimal::add)));
        return left;
    }

    private static Map<OrderKey, Map<StockKey, BigDecimal>> moved(Connection snapshot, List<Standing> orders)
            throws SQLException {
        List<String> systems = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> factSystems = new ArrayList<>();
        List<String> factIds = new ArrayList<>();
        List<UUID> facts = new ArrayList<>();
        for (Standing one : orders) {
            OrderKey key = one.order().state().key();
            systems.add(key.system());
            ids.add(key.id());
            for (GoodsFact fact : one.order().goods().facts()) {
                factSystems.add(key.system());
                factIds.add(key.id());
                facts.add(fact.messageId());
            }
        }
        Map<OrderKey, Map<StockKey, BigDecimal>> moved = new HashMap<>();
        try (PreparedStatement statement = snapshot.prepareStatement(MOVED)) {
            statement.setArray(1, snapshot.createArrayOf("text", systems.toArray()));
            statement.setArray(2, snapshot.createArrayOf("text", ids.toArray()));
            statement.setArray(3, snapshot.createArrayOf("text", factSystems.toArray()));
            statement.setArray(4, snapshot.createArrayOf("text", factIds.toArray()));
            statement.setArray(5, snapshot.createArrayOf("uuid", facts.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    moved.computeIfAbsent(new OrderKey(row.getString(1), row.getString(2)), key -> new TreeMap<>())
                            .put(new StockKey(row.getString(3), row.getString(4)), row.getBigDecimal(5));
                }
            }
        }
        return moved;
    }
}
