package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.books.Booked;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.KitPart;
import io.tillbridge.books.SoldOrder;
import io.tillbridge.mapping.ExactJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders that returns without amounts or tenders of their own belong to, with what came back of them before. */
final class SoldOrders {

    private static final String FIND = """
            select o.system || '|' || o.order_id, o.document
              from unnest(?::text[], ?::text[]) as n (s, i) join sales_order o on o.system = n.s and o.order_id = n.i
            """;

    private final Map<String, SoldOrder> orders;

    private SoldOrders(Map<String, SoldOrder> orders) {
        this.orders = orders;
    }

    /**
     * Reads the orders of some returns.
     *
     * @param without messages whose entries do not count
     */
    static SoldOrders of(Connection transaction, JournalBook journal, Collection<JsonNode> returns, List<UUID> without)
            throws SQLException {
        TreeSet<String> keys = new TreeSet<>();
        for (JsonNode returned : returns) {
            if (returned.hasNonNull("orderId") && wanting(returned)) {
                keys.add(String.valueOf(JournalDraft.orderKey(returned, "return")));
            }
        }
        Map<String, SoldOrder> orders = new HashMap<>();
        if (keys.isEmpty()) {
            return new SoldOrders(orders);
        }
        Map<String, List<Booked>> booked = journal.ofOrders(transaction, keys);
        Map<String, JsonNode> documents = new TreeMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(1, transaction.createArrayOf("text", half(keys, 0)));
            statement.setArray(2, transaction.createArrayOf("text", half(keys, 1)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    documents.put(rows.getString(1), ExactJson.parse(rows.getString(2)));
                }
            }
        }
        Map<String, Map<String, Map<String, KitPart>>> kits = SoldKits.of(transaction, documents);
        documents.forEach((key, document) -> {
            List<Booked> before = booked.getOrDefault(key, List.of()).stream()
                    .filter(entry -> !without.contains(entry.messageId()))
                    .toList();
            orders.put(
                    key,
                    new SoldOrder(
                            document, Booked.returned(before), kits.getOrDefault(key, Map.of()), Booked.back(before)));
        });
        return new SoldOrders(orders);
    }

    /** The order of a return; null when it needs none or the books do not know it. */
    @Nullable
    SoldOrder of(JsonNode returned) {
        String key = JournalDraft.orderKey(returned, "return");
        return key == null ? null : orders.get(key);
    }

    private static boolean wanting(JsonNode returned) {
        if (returned.path("tenders").isEmpty()) {
            return true;
        }
        for (JsonNode line : returned.path("lines")) {
            if (!line.hasNonNull("amount") && line.hasNonNull("orderLineId")) {
                return true;
            }
        }
        return false;
    }

    private static String[] half(Set<String> keys, int part) {
        return keys.stream()
                .map(key -> part == 0 ? key.substring(0, key.indexOf('|')) : key.substring(key.indexOf('|') + 1))
                .toArray(String[]::new);
    }
}
