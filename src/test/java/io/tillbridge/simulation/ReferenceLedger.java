package io.tillbridge.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the books should hold, by the plainest rules and without batches: a fact counts once; what a revision of an order
 * counts more than all older ones has left from where it says; the newest revision, if it is open, promises what has not.
 */
final class ReferenceLedger {

    private final Map<String, BigDecimal> sellable = new TreeMap<>();
    private final Map<String, BigDecimal> sold = new TreeMap<>();
    private final List<ObjectNode> revisions = new ArrayList<>();
    private final Set<String> facts = new HashSet<>();
    private final Map<String, ObjectNode> orders = new HashMap<>();

    void post(Workload.Document document) {
        ObjectNode body = document.body();
        if (document.type() == EventType.ORDER) {
            String id = body.path("id").asText();
            revisions.add(body);
            orders.merge(id, body, (known, other) -> revision(other) >= revision(known) ? other : known);
        } else if (facts.add(document.type()
                + body.path("id").asText()
                + body.path("receiptNumber").asText())) {
            fact(document.type(), body);
        }
    }

    /** Sellable by item and location, such as {@code TEE@S1}; left out when zero. */
    Map<String, BigDecimal> sellable() {
        Map<String, BigDecimal> all = new TreeMap<>(sellable);
        ship((at, more) -> add(all, at, more.negate()));
        return all;
    }

    /** Left for customers by reason, item and location, such as {@code sale TEE@S1}; left out when zero. */
    Map<String, BigDecimal> left() {
        Map<String, BigDecimal> all = new TreeMap<>(sold);
        ship((at, more) -> add(all, "shipment " + at, more));
        return all;
    }

    /** Claimed by item and location; left out when zero. */
    Map<String, BigDecimal> claimed() {
        Map<String, BigDecimal> claimed = new TreeMap<>();
        Map<String, BigDecimal> fulfilled = ship((at, more) -> {});
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
                add(sold, "sale " + at(line, body), quantity);
                add(sellable, at(line, body), quantity.negate());
            } else {
                add(sellable, at(line, body), quantity);
            }
        }
    }

    /** Answers what has left of each line. */
    private Map<String, BigDecimal> ship(BiConsumer<String, BigDecimal> leaves) {
        Map<String, BigDecimal> fulfilled = new HashMap<>();
        List<ObjectNode> byAge = new ArrayList<>(revisions);
        byAge.sort(Comparator.comparing(ReferenceLedger::revision));
        for (ObjectNode order : byAge) {
            for (JsonNode line : order.path("lines")) {
                String key = key(order.path("id").asText(), line);
                BigDecimal known = fulfilled.getOrDefault(key, BigDecimal.ZERO);
                BigDecimal more = number(line, "fulfilled").subtract(known);
                if (more.signum() > 0) {
                    fulfilled.put(key, known.add(more));
                    leaves.accept(at(line, order), more);
                }
            }
        }
        return fulfilled;
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
