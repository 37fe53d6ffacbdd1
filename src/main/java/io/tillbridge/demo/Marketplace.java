package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A marketplace: takes up to 100 offers a call with an outcome for each, and insists on an idempotency key. */
final class Marketplace {

    private static final int MOST_OFFERS = 100;
    private static final String OFFERS = "/offers/";
    private static final String STOCK = OFFERS + "stock";
    private static final String PRICES = OFFERS + "prices";

    private final String token;
    private final Remembered remembered = new Remembered();
    private final Map<String, Integer> quantities = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Set<String> skus = new TreeSet<>();
    private final OfferPrices prices = new OfferPrices();

    Marketplace(String token) {
        this.token = token;
        Assortment.all().forEach(item -> skus.add(item.sku()));
    }

    /**
     * Answers {@code POST /offers/stock} and {@code POST /offers/prices}, and {@code PUT /offers/{sku}}, by which a seller lists
     * a further item.
     */
    synchronized Answer answer(Call call) {
        if (!call.proves("Authorization", "Bearer " + token)) {
            return Answer.refused(401, "unauthorized", "the bearer token is missing or wrong");
        }
        if (call.method().equals("PUT") && call.path().startsWith(OFFERS)) {
            skus.add(call.path().substring(OFFERS.length()));
            return Answer.ok(Json.object().put("listed", true));
        }
        boolean priced = call.path().equals(PRICES);
        if (!call.method().equals("POST") || !(priced || call.path().equals(STOCK))) {
            return Answer.refused(
                    404, "not_found", "only POST " + STOCK + ", POST " + PRICES + " and PUT " + OFFERS + "{sku}");
        }
        String key = call.idempotencyKey();
        if (key.isEmpty()) {
            return Answer.refused(400, "idempotency_key_missing", "send Idempotency-Key");
        }
        JsonNode items = call.json().path("items");
        if (!items.isArray() || items.isEmpty() || items.size() > MOST_OFFERS) {
            return Answer.refused(422, "items", "items must have 1 to " + MOST_OFFERS + " elements");
        }
        return remembered.once(
                key,
                call.body(),
                () -> take(items, priced),
                () -> Answer.refused(422, "idempotency_key_reused", "this key came with another body before"));
    }

    /** What it was told, by item and location. */
    synchronized Map<String, Integer> told() {
        return Map.copyOf(quantities);
    }

    /** Takes back what {@link #told} gave before a restart. */
    synchronized void remember(Map<String, Integer> told) {
        quantities.putAll(told);
    }

    /** How many of an item the marketplace may sell from the warehouse; 0 until it was told. */
    synchronized int sellable(Item item) {
        return quantities.getOrDefault(item.sku() + "@" + Assortment.WAREHOUSE, 0);
    }

    /** An order for one item at the price that was told last, which lowers the offer at once. */
    synchronized ObjectNode order(int number, Instant now, Item item, int quantity) {
        quantities.merge(item.sku() + "@" + Assortment.WAREHOUSE, -quantity, Integer::sum);
        BigDecimal price = prices.of(item.sku(), item.price());
        BigDecimal total = price.multiply(BigDecimal.valueOf(quantity));
        ObjectNode order = Json.object()
                .put("orderId", "MP-" + String.format("%08d", number))
                .put("status", "placed")
                .put("version", 1)
                .put("placedAt", now.toString())
                .put("currency", "EUR")
                .put("total", total.toPlainString());
        order.putArray("lines")
                .addObject()
                .put("lineId", "1")
                .put("sku", item.sku())
                .put("quantity", quantity)
                .put("unitPrice", price.toPlainString());
        return order;
    }

    private Answer take(JsonNode items, boolean priced) {
        ArrayNode errors = Json.array();
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            @Nullable String problem = problem(item, priced);
            if (problem != null) {
                errors.addObject().put("index", i).put("code", problem).put("message", "item " + i + ": " + problem);
                continue;
            }
            if (priced) {
                prices.take(item);
                continue;
            }
            String key = key(item);
            sequences.put(key, item.path("sequence").asLong());
            quantities.put(key, item.path("quantity").asInt());
        }
        ObjectNode answer = Json.object().put("accepted", items.size() - errors.size());
        answer.set("errors", errors);
        return Answer.ok(answer);
    }

    private @Nullable String problem(JsonNode item, boolean priced) {
        if (!skus.contains(item.path("sku").asText())) {
            return "unknown_sku";
        }
        return priced ? prices.problem(item) : problem(item);
    }

    private @Nullable String problem(JsonNode item) {
        if (!item.path("quantity").isIntegralNumber() || item.path("quantity").asInt() < 0) {
            return "quantity_not_a_count";
        }
        if (!item.path("sequence").isIntegralNumber()) {
            return "sequence_missing";
        }
        return item.path("sequence").asLong() < sequences.getOrDefault(key(item), Long.MIN_VALUE)
                ? "sequence_went_back"
                : null;
    }

    private static String key(JsonNode item) {
        return item.path("sku").asText() + "@" + item.path("location").asText();
    }
}
