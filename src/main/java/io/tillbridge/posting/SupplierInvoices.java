package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Booked;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.JournalBook;
import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.ItemCosts;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What the goods of suppliers' invoices were received at: by the receipts that an invoice names, as the journal has them, else
 * at the item's cost of now.
 */
final class SupplierInvoices {

    private static final String RECEIPTS = "select fact_key, message_id from fact where fact_key = any (?::text[])";

    private SupplierInvoices() {}

    /** By fact key, invoices of the facts whose lines say what their goods are worth; reads only where there are such. */
    static Map<String, JsonNode> valued(Connection tx, JournalBook journal, List<Work> facts) throws SQLException {
        Map<String, JsonNode> valued = new HashMap<>();
        List<ObjectNode> invoices = new ArrayList<>();
        TreeSet<String> skus = new TreeSet<>();
        TreeSet<String> keys = new TreeSet<>();
        for (Work work : facts) {
            Work.Translated told = work.translated;
            if (told != null && told.event().type() == EventType.SUPPLIER_INVOICE) {
                ObjectNode invoice = told.body().deepCopy();
                valued.put(told.factKey(), invoice);
                invoices.add(invoice);
                invoice.path("lines").forEach(line -> skus.add(line.path("sku").asText()));
                keys.addAll(receipts(invoice));
            }
        }
        if (!invoices.isEmpty()) {
            Map<String, ItemCosts.Cost> now = ItemCosts.of(tx, skus);
            Map<String, List<Booked>> received = received(tx, journal, keys);
            invoices.forEach(invoice -> value(invoice, now, received));
        }
        return valued;
    }

    private static void value(ObjectNode invoice, Map<String, ItemCosts.Cost> now, Map<String, List<Booked>> received) {
        Map<String, ItemCosts.Cost> costs = new HashMap<>(now);
        for (String receipt : receipts(invoice)) {
            for (Booked entry : received.getOrDefault(receipt, List.of())) {
                Booked.costs(List.of(entry))
                        .forEach((sku, cost) -> costs.put(sku, new ItemCosts.Cost(cost, entry.currency())));
            }
        }
        for (JsonNode line : invoice.path("lines")) {
            ItemCosts.Cost cost = costs.get(line.path("sku").asText());
            if (cost != null) {
                BigDecimal quantity = new BigDecimal(line.path("quantity").asText("0"));
                ((ObjectNode) line)
                        .putObject("worth")
                        .put(
                                "amount",
                                Bookkeeping.worth(cost.currency(), cost.amount(), quantity)
                                        .toPlainString())
                        .put("currency", cost.currency());
            }
        }
    }

    /** The fact keys of the receipts that it names. */
    private static List<String> receipts(JsonNode invoice) {
        List<String> keys = new ArrayList<>();
        String system = invoice.path("system").asText();
        invoice.path("receipts")
                .forEach(receipt ->
                        keys.add(EventType.STOCK_RECEIVED.word() + new PaymentKey(system, receipt.asText()).fact()));
        return keys;
    }

    private static Map<String, List<Booked>> received(Connection tx, JournalBook journal, Collection<String> keys)
            throws SQLException {
        Map<String, List<Booked>> received = new HashMap<>();
        if (keys.isEmpty()) {
            return received;
        }
        Map<UUID, String> messages = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(RECEIPTS)) {
            statement.setArray(1, tx.createArrayOf("text", keys.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    messages.put(rows.getObject(2, UUID.class), rows.getString(1));
                }
            }
        }
        journal.ofMessages(tx, messages.keySet())
                .forEach((message, entries) -> received.put(String.valueOf(messages.get(message)), entries));
        return received;
    }
}
