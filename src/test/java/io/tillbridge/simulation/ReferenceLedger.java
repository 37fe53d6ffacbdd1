package io.tillbridge.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the books should hold, by the plainest rules and without batches: a fact counts once; what any revision of an order
 * says has left, has left; the newest revision, if it is open, promises what has not left.
 */
final class ReferenceLedger {

    /** Sellable by item and location, such as {@code TEE@S1}; left out when zero. */
    final Map<String, BigDecimal> sellable = new TreeMap<>();

    /** Left for customers by reason, item and location, such as {@code sale TEE@S1}; left out when zero. */
    final Map<String, BigDecimal> left = new TreeMap<>();

    private final Set<String> facts = new HashSet<>();
    private final Map<String, ObjectNode> orders = new HashMap<>();
    private final Map<String, BigDecimal> fulfilled = new HashMap<>();

    void post(Workload.Document document) {
        ObjectNode body = document.body();
        if (document.type() == EventType.ORDER) {
            String id = body.path("id").asText();
            ship(id, body);
            orders.merge(id, body, (known, other) -> revision(other) >= revision(known) ? other : known);
        } else if (facts.add(document.type()
                + body.path("id").asText()
                + body.path("receiptNumber").asText())) {
            fact(document.type(), body);
        }
    }

    /** Claimed by item and location; left out when zero. */
    Map<String, BigDecimal> claimed() {
        Map<String, BigDecimal> claimed = new TreeMap<>();
        orders.forEach((id, order) -> {
            for (JsonNode line : order.path("lines")) {
                BigDecimal open =
                        number(line, "quantity").subtract(fulfilled.getOrDefault(key(id, line), BigDecimal.ZERO));
                if (order.path("state").asText().equals("open") && open.signum() > 0) {
                    add(claimed, at(line, order), open);
                }
            }
        });
        return claimed;
    }

    private void fact(EventType type, ObjectNode body) {
        for (JsonNode line : body.path("lines")) {
            BigDecimal quantity = number(line, "quantity");
            if (type == EventType.SALE) {
                add(left, "sale " + at(line, body), quantity);
                add(sellable, at(line, body), quantity.negate());
            } else {
                add(sellable, at(line, body), quantity);
            }
        }
    }

    private void ship(String id, ObjectNode order) {
        for (JsonNode line : order.path("lines")) {
            BigDecimal known = fulfilled.getOrDefault(key(id, line), BigDecimal.ZERO);
            BigDecimal more = number(line, "fulfilled").subtract(known);
            if (more.signum() > 0) {
                fulfilled.put(key(id, line), known.add(more));
                add(left, "shipment " + at(line, order), more);
                add(sellable, at(line, order), more.negate());
            }
        }
    }

    private static void add(Map<String, BigDecimal> sums, String key, BigDecimal quantity) {
        sums.merge(key, quantity, (a, b) -> a.add(b).signum() == 0 ? null : a.add(b));
    }

    private static String key(String order, JsonNode line) {
        return order + "/" + line.path("id").asText();
    }

    private static String at(JsonNode line, JsonNode document) {
        return line.path("sku").asText() + "@" + document.path("location").asText();
    }

    private static int revision(JsonNode order) {
        return Integer.parseInt(order.path("revision").asText());
    }

    private static BigDecimal number(JsonNode line, String cell) {
        return new BigDecimal(line.path(cell).asText());
    }
}
