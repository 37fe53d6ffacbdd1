package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.Sale;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Sales told by systems that do not own them, compared with the owner's: the same receipt with the same goods is no news. */
final class ForeignSales {

    /** The kind of conflict when the owner tells other goods, or has told nothing yet. */
    static final String KIND = "sale_not_owned";

    private static final String POSTED = """
            select f.fact_key, m.sku,
                   sum(case when m.to_place = 'customer' then m.quantity when m.from_place = 'customer' then -m.quantity end)
              from fact f
              left join stock_movement m on m.message_id = f.message_id and m.reason in ('sale', 'repost')
             where f.fact_key = any (?::text[]) and f.event_type = 'sale'
             group by 1, 2
            """;

    private static final String OPEN = """
            select subject, message_id, detail from conflict
             where kind = 'sale_not_owned' and subject = any (?::text[]) and resolved_at is null order by subject
            """;

    private ForeignSales() {}

    /** A sale as a system tells it. */
    record Told(String factKey, UUID messageId, String connection, Sale sale) {

        /** The receipt, whoever tells it. */
        String receipt() {
            return sale.location() + "|" + sale.register() + "|" + sale.receiptNumber();
        }

        /** Its fact if {@code owner} told it: facts of sales begin with their system. */
        String factOf(String owner) {
            return "sale|" + owner + "|" + sale.register() + "|" + sale.receiptNumber();
        }

        SortedMap<String, BigDecimal> goods(Map<String, SoldBundle> bundles) {
            SortedMap<String, BigDecimal> goods = new TreeMap<>();
            for (Sale.Line line : sale.lines()) {
                SoldBundle bundle = bundles.get(line.sku());
                List<SoldBundle.Part> parts = bundle == null
                        ? List.of(new SoldBundle.Part(line.sku(), line.quantity()))
                        : bundle.made(line.quantity());
                parts.forEach(part -> goods.merge(part.sku(), part.quantity(), BigDecimal::add));
            }
            goods.values().removeIf(quantity -> quantity.signum() == 0);
            return goods;
        }
    }

    /** Compares what came with what the owners told before or in the same batch. */
    static void compare(Connection tx, Collection<String> owners, List<Told> foreign, List<Told> owned, Effects effects)
            throws SQLException {
        if (foreign.isEmpty()) {
            return;
        }
        Map<String, Told> fresh = new HashMap<>();
        owned.forEach(told -> fresh.putIfAbsent(told.receipt(), told));
        Map<String, Told> asked = new TreeMap<>();
        foreign.forEach(told -> owners.forEach(owner -> asked.put(told.factOf(owner), told)));
        Map<String, SortedMap<String, BigDecimal>> posted = posted(tx, asked.keySet());
        Map<String, Map<String, SoldBundle>> bundles = SoldBundleRows.of(tx, posted.keySet());
        for (Told told : foreign) {
            String fact = owners.stream()
                    .map(told::factOf)
                    .filter(posted::containsKey)
                    .findFirst()
                    .orElse(null);
            Told beside = fresh.get(told.receipt());
            SortedMap<String, BigDecimal> says =
                    told.goods(fact == null ? Map.of() : bundles.getOrDefault(fact, Map.of()));
            SortedMap<String, BigDecimal> owner = new TreeMap<>();
            if (fact != null) {
                owner.putAll(posted.getOrDefault(fact, new TreeMap<>()));
            } else if (beside != null) {
                owner.putAll(beside.goods(Map.of()));
            }
            if ((fact == null && beside == null) || !same(says, owner)) {
                ObjectNode detail = ExactJson.nodes().objectNode().put("connection", told.connection());
                detail.set("told", json(says));
                if (fact != null || beside != null) {
                    detail.set("owner", json(owner));
                }
                effects.conflicts.add(
                        new Conflicts.Conflict(KIND, told.receipt(), told.messageId(), detail.toString()));
            }
        }
    }

    /** Compares what waits for its owner's word with what the owners tell now. */
    static void again(Connection tx, List<Told> owned, Effects effects) throws SQLException {
        if (owned.isEmpty()) {
            return;
        }
        Map<String, Told> receipts = new TreeMap<>();
        owned.forEach(told -> receipts.put(told.receipt(), told));
        try (PreparedStatement statement = tx.prepareStatement(OPEN)) {
            statement.setArray(1, tx.createArrayOf("text", receipts.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Told owner = receipts.get(rows.getString(1));
                    ObjectNode detail = (ObjectNode) ExactJson.parse(rows.getString(3));
                    if (owner == null || detail.has("owner")) {
                        continue;
                    }
                    SortedMap<String, BigDecimal> goods = owner.goods(Map.of());
                    if (same(goods, goods(detail.path("told")))) {
                        effects.settled.add(new Conflicts.Settled(KIND, rows.getString(1)));
                    } else {
                        detail.set("owner", json(goods));
                        effects.conflicts.add(new Conflicts.Conflict(
                                KIND, rows.getString(1), rows.getObject(2, UUID.class), detail.toString()));
                    }
                }
            }
        }
    }

    private static Map<String, SortedMap<String, BigDecimal>> posted(Connection tx, Collection<String> facts)
            throws SQLException {
        Map<String, SortedMap<String, BigDecimal>> posted = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(POSTED)) {
            statement.setArray(1, tx.createArrayOf("text", facts.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    SortedMap<String, BigDecimal> goods =
                            posted.computeIfAbsent(rows.getString(1), fact -> new TreeMap<>());
                    BigDecimal quantity = rows.getBigDecimal(3);
                    if (quantity != null && quantity.signum() != 0) {
                        goods.put(rows.getString(2), quantity);
                    }
                }
            }
        }
        return posted;
    }

    private static boolean same(SortedMap<String, BigDecimal> some, SortedMap<String, BigDecimal> others) {
        return some.keySet().equals(others.keySet())
                && some.entrySet().stream()
                        .allMatch(one ->
                                one.getValue().compareTo(others.getOrDefault(one.getKey(), BigDecimal.ZERO)) == 0);
    }

    private static ObjectNode json(SortedMap<String, BigDecimal> goods) {
        ObjectNode json = ExactJson.nodes().objectNode();
        goods.forEach((sku, quantity) -> json.put(sku, PlainDecimal.text(quantity)));
        return json;
    }

    private static SortedMap<String, BigDecimal> goods(JsonNode json) {
        SortedMap<String, BigDecimal> goods = new TreeMap<>();
        json.properties()
                .forEach(cell ->
                        goods.put(cell.getKey(), new BigDecimal(cell.getValue().asText())));
        return goods;
    }
}
