package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A warehouse system: is told what may be sold everywhere, and reports goods received. */
final class Warehouse {

    private final String apiKey;
    private final Remembered remembered = new Remembered();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, BigDecimal> onHand = new HashMap<>();

    Warehouse(String apiKey) {
        this.apiKey = apiKey;
    }

    /** Answers {@code POST /availability}; a sequence that goes back refuses the whole call. */
    synchronized Answer answer(Call call) {
        if (!call.proves("X-Api-Key", apiKey)) {
            return Answer.refused(401, "unauthorized", "X-Api-Key is missing or wrong");
        }
        if (!call.method().equals("POST") || !call.path().equals("/availability")) {
            return Answer.refused(404, "not_found", "only POST /availability");
        }
        String key = call.idempotencyKey();
        if (key.isEmpty()) {
            return Answer.refused(400, "idempotency_key_missing", "send Idempotency-Key");
        }
        JsonNode items = call.json().path("items");
        if (!items.isArray() || items.isEmpty()) {
            return Answer.refused(422, "items", "items must be a list that is not empty");
        }
        return remembered.once(
                key,
                call.body(),
                () -> take(items),
                () -> Answer.refused(422, "idempotency_key_reused", "this key came with another body before"));
    }

    /** What it was told is on hand, whole units, by item and location. */
    synchronized Map<String, Integer> told() {
        Map<String, Integer> told = new HashMap<>();
        onHand.forEach((key, quantity) -> told.put(key, quantity.intValue()));
        return told;
    }

    /** Takes back what {@link #told} gave before a restart. */
    synchronized void remember(Map<String, Integer> told) {
        told.forEach((key, quantity) -> onHand.put(key, BigDecimal.valueOf(quantity)));
    }

    /** What the hub last said is on hand; null until it said so. */
    synchronized @Nullable BigDecimal onHand(Item item, String location) {
        return onHand.get(item.sku() + "@" + location);
    }

    /** The report that goods came in: the same quantity of each item. */
    static ObjectNode receipt(String id, String location, Instant now, List<Item> items, int quantity) {
        ObjectNode receipt = Json.object()
                .put("receiptId", id)
                .put("location", location)
                .put("receivedAt", now.toString())
                .put("supplier", "Demo Textiles");
        ArrayNode lines = receipt.putArray("lines");
        for (Item item : items) {
            lines.addObject()
                    .put("line", Integer.toString(lines.size() + 1))
                    .put("sku", item.sku())
                    .put("quantity", Integer.toString(quantity));
        }
        return receipt;
    }

    private Answer take(JsonNode items) {
        for (JsonNode item : items) {
            String key = item.path("sku").asText() + "@" + item.path("location").asText();
            if (!item.path("sequence").isIntegralNumber()
                    || !item.path("available").isTextual()) {
                return Answer.refused(422, "item_incomplete", key + " lacks sequence or available");
            }
            if (item.path("sequence").asLong() < sequences.getOrDefault(key, Long.MIN_VALUE)) {
                return Answer.refused(422, "sequence_went_back", key + " is older than what was told before");
            }
        }
        for (JsonNode item : items) {
            String key = item.path("sku").asText() + "@" + item.path("location").asText();
            sequences.put(key, item.path("sequence").asLong());
            onHand.put(key, new BigDecimal(item.path("onHand").asText("0")));
        }
        return Answer.ok(Json.object().put("accepted", items.size()));
    }
}
