package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What books should hold after any number of messages, by the plainest rules and from the messages alone: a fact counts once;
 * a place has what was counted last and what happened there since. It shares nothing with the code that posts.
 */
final class PlainBooks {

    private record Leg(Instant at, int pieces) {}

    private final Set<String> facts = new HashSet<>();
    private final Map<String, List<Leg>> legs = new HashMap<>();
    private final TreeMap<String, Integer> sums = new TreeMap<>();
    private final Map<String, TreeMap<Instant, Integer>> counted = new HashMap<>();
    private final Map<String, PlainOrder> orders = new TreeMap<>();
    private @Nullable SortedMap<String, Integer> entry;

    /** Takes a message in. */
    void take(EventType type, ObjectNode body) {
        entry = null;
        if (type == EventType.ORDER) {
            order(body.path("id").asText()).revision(body);
        } else if (facts.add(type.word() + " " + body.path("id").asText()
                + body.path("receiptNumber").asText())) {
            body.path("lines").forEach(line -> fact(type, body, line));
            if (type == EventType.SHIPMENT_CONFIRMED) {
                order(body.path("orderId").asText()).shipped(body);
            }
            if (type == EventType.RETURN && body.hasNonNull("orderId")) {
                order(body.path("orderId").asText()).refunded(body);
            }
            entry = type == EventType.SALE ? WorkloadMoney.ofSale(body) : null;
            entry = type == EventType.RETURN ? WorkloadMoney.ofReturn(body) : entry;
        }
    }

    private PlainOrder order(String id) {
        return orders.computeIfAbsent(id, PlainOrder::new);
    }

    private void fact(EventType type, JsonNode body, JsonNode line) {
        String sku = line.path("sku").asText();
        int pieces = line.path("quantity").asInt();
        String here = sku + " " + body.path("location").asText() + " sellable";
        switch (type) {
            case STOCK_RECEIVED -> move(sku + " supplier", here, at(body, "receivedAt"), pieces);
            case SALE -> move(here, sku + " customer", at(body, "soldAt"), pieces);
            case STOCK_ADJUSTED -> move(sku + " loss", here, at(body, "adjustedAt"), pieces);
            case STOCK_TRANSFER_SENT ->
                move(
                        sku + " " + body.path("from").asText() + " sellable",
                        sku + " in_transit",
                        at(body, "occurredAt"),
                        pieces);
            case STOCK_TRANSFER_RECEIVED ->
                move(
                        sku + " in_transit",
                        sku + " " + body.path("to").asText() + " sellable",
                        at(body, "occurredAt"),
                        pieces);
            case RETURN -> {
                String bucket = line.path("restock").asText();
                if (!bucket.equals("none")) {
                    move(sku + " customer", here.replace("sellable", bucket), at(body, "returnedAt"), pieces);
                }
            }
            case STOCK_COUNTED ->
                counted.computeIfAbsent(here, place -> new TreeMap<>()).put(at(body, "countedAt"), pieces);
            default -> {}
        }
    }

    private static Instant at(JsonNode body, String cell) {
        return Instant.parse(body.path(cell).asText());
    }

    private void move(String from, String to, Instant at, int pieces) {
        legs.computeIfAbsent(from, place -> new ArrayList<>()).add(new Leg(at, -pieces));
        legs.computeIfAbsent(to, place -> new ArrayList<>()).add(new Leg(at, pieces));
        sums.merge(from, -pieces, Integer::sum);
        sums.merge(to, pieces, Integer::sum);
    }

    /** Pieces by item, place and bucket without what is none, but not what left for orders, and not what was lost or found. */
    SortedMap<String, Integer> places() {
        TreeMap<String, Integer> places = new TreeMap<>(sums);
        counted.forEach((place, counts) -> {
            Instant last = counts.lastKey();
            int since = legs.getOrDefault(place, List.of()).stream()
                    .filter(leg -> leg.at().isAfter(last))
                    .mapToInt(Leg::pieces)
                    .sum();
            places.put(place, counts.lastEntry().getValue() + since);
        });
        places.keySet().removeIf(place -> place.endsWith(" loss"));
        places.values().removeIf(pieces -> pieces == 0);
        return places;
    }

    /** Orders that a revision told of. */
    List<PlainOrder> orders() {
        return orders.values().stream().filter(PlainOrder::known).toList();
    }

    /** What the last message amounts to by itself, in cents by account; null when that is not told by it alone. */
    @Nullable
    SortedMap<String, Integer> entry() {
        return entry;
    }
}
