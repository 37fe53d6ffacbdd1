package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is to be of one order, from its revisions and from what a warehouse told of its goods. */
final class PlainOrder {

    final String id;
    private final Map<String, Integer> fulfilled = new TreeMap<>();
    private final Map<String, Integer> shipped = new TreeMap<>();
    private final Map<String, Integer> refunded = new TreeMap<>();
    private @Nullable ObjectNode newest;

    PlainOrder(String id) {
        this.id = id;
    }

    void revision(ObjectNode told) {
        if (newest == null || number(told) > number(newest)) {
            newest = told;
        }
        for (JsonNode line : told.path("lines")) {
            fulfilled.merge(line.path("id").asText(), line.path("fulfilled").asInt(), Math::max);
        }
    }

    void shipped(ObjectNode told) {
        for (JsonNode line : told.path("lines")) {
            shipped.merge(line.path("id").asText(), line.path("quantity").asInt(), Integer::sum);
        }
    }

    void refunded(ObjectNode told) {
        for (JsonNode line : told.path("lines")) {
            if (line.path("restock").asText().equals("none")) {
                refunded.merge(
                        line.path("orderLineId").asText(), line.path("quantity").asInt(), Integer::sum);
            }
        }
    }

    private static int number(JsonNode told) {
        return told.path("revision").asInt();
    }

    boolean known() {
        return newest != null;
    }

    boolean open() {
        return told().path("state").asText().equals("open");
    }

    String location() {
        return told().path("location").asText();
    }

    Set<String> skus() {
        Set<String> skus = new TreeSet<>();
        told().path("lines").forEach(line -> skus.add(line.path("sku").asText()));
        return skus;
    }

    /** So many are still to leave: what was ordered, without what has left and what was refunded. */
    int awaited(String sku) {
        int sum = 0;
        for (JsonNode line : told().path("lines")) {
            if (line.path("sku").asText().equals(sku)) {
                int back = refunded.getOrDefault(line.path("id").asText(), 0);
                sum += Math.max(0, line.path("quantity").asInt() - left(line) - back);
            }
        }
        return sum;
    }

    /** So many have left: of each line what the shop and the warehouse tell, who tells more. */
    int left(String sku) {
        int sum = 0;
        for (JsonNode line : told().path("lines")) {
            if (line.path("sku").asText().equals(sku)) {
                sum += left(line);
            }
        }
        return sum;
    }

    private int left(JsonNode line) {
        String name = line.path("id").asText();
        return Math.max(fulfilled.getOrDefault(name, 0), shipped.getOrDefault(name, 0));
    }

    /** What it amounts to, in cents by account. */
    SortedMap<String, Integer> entry() {
        ObjectNode standing = told().deepCopy();
        for (JsonNode line : standing.path("lines")) {
            ((ObjectNode) line).put("fulfilled", left(line));
        }
        return WorkloadMoney.ofOrder(standing, Integer.parseInt(id.substring(1)));
    }

    private ObjectNode told() {
        if (newest == null) {
            throw new IllegalStateException("nobody told of order " + id);
        }
        return newest;
    }
}
