package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import io.tillbridge.demo.ShopOrder.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shop that speaks the part of Shopify's Admin GraphQL API 2026-04 that the connector uses. It keeps levels, lowers
 * them itself when it sells, and refuses what Shopify refuses.
 */
final class OnlineShop {

    static final String DOMAIN = "tillbridge-demo.myshopify.com";

    private static final int KEPT_ORDERS = 500;
    private static final Pattern UPDATED = Pattern.compile("updated_at:(>=|<)'([^']+)'");

    private final String token;
    private final SetQuantities setQuantities;
    private final Remembered remembered = new Remembered();
    private final Map<String, Integer> levels = new HashMap<>();
    private final TreeMap<Long, ShopOrder> orders = new TreeMap<>();

    OnlineShop(String token) {
        this.token = token;
        this.setQuantities = new SetQuantities(levels);
    }

    /** Answers {@code POST /admin/api/2026-04/graphql.json}. */
    synchronized Answer answer(Call call) {
        if (!call.proves("X-Shopify-Access-Token", token)) {
            return new Answer(
                    401,
                    Json.object()
                            .put(
                                    "errors",
                                    "[API] Invalid API key or access token (unrecognized login or wrong password)"));
        }
        if (!call.method().equals("POST") || !call.path().equals("/admin/api/2026-04/graphql.json")) {
            return new Answer(404, Json.object().put("errors", "Not Found"));
        }
        JsonNode request = call.json();
        String query = request.path("query").asText();
        if (query.contains("inventorySetQuantities")) {
            return setAvailable(query, request.path("variables"), call.body());
        }
        if (query.contains("productVariants(")) {
            return Answer.ok(noChangedVariants());
        }
        if (query.contains("orders(")) {
            return Answer.ok(page(request.path("variables")));
        }
        if (query.contains("shop {")) {
            ObjectNode answer = Json.object();
            answer.putObject("data").putObject("shop").put("name", "Tillbridge demo shop");
            return Answer.ok(answer);
        }
        return Answer.ok(error("undefinedField", "the simulated shop does not know this query"));
    }

    /** What it was told, by item and location. */
    synchronized Map<String, Integer> told() {
        return Map.copyOf(levels);
    }

    /** Takes back what {@link #told} gave before a restart. */
    synchronized void remember(Map<String, Integer> told) {
        levels.putAll(told);
    }

    /** How many the shop may sell from the warehouse; 0 until it was told. */
    synchronized int sellable(Item item) {
        return levels.getOrDefault(key(item), 0);
    }

    /** Takes an order and lowers the shop's own level, as Shopify does at checkout. */
    synchronized void place(ShopOrder order) {
        order.lines().forEach(line -> levels.merge(key(line.item()), -line.quantity(), Integer::sum));
        keep(order);
    }

    /** Stores a later state of an order; one that is cancelled may be sold again. */
    synchronized void keep(ShopOrder order) {
        ShopOrder before = orders.put(order.id(), order);
        if (order.state() == State.CANCELLED && (before == null || before.state() != State.CANCELLED)) {
            order.lines().forEach(line -> levels.merge(key(line.item()), line.quantity(), Integer::sum));
        }
        while (orders.size() > KEPT_ORDERS) {
            orders.pollFirstEntry();
        }
    }

    /** Stored orders, oldest first. */
    synchronized List<ShopOrder> orders() {
        return List.copyOf(orders.values());
    }

    private Answer setAvailable(String query, JsonNode variables, byte[] body) {
        String key = variables.path("key").asText();
        if (!query.contains("@idempotent") || key.isBlank()) {
            return Answer.ok(error(
                    "BAD_REQUEST", "The @idempotent directive is required for this mutation but was not provided."));
        }
        return remembered.once(
                key,
                body,
                () -> Answer.ok(setQuantities.apply(variables.path("input"))),
                () -> Answer.ok(SetQuantities.userError(
                        "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
                        "The same idempotency key cannot be used with different operation parameters.",
                        List.of())));
    }

    private ObjectNode page(JsonNode variables) {
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        Matcher bounds = UPDATED.matcher(variables.path("q").asText());
        while (bounds.find()) {
            if (bounds.group(1).equals("<")) {
                to = Instant.parse(bounds.group(2));
            } else {
                from = Instant.parse(bounds.group(2));
            }
        }
        long after = variables.path("after").asLong(0);
        int first = variables.path("first").asInt(20);
        ObjectNode answer = Json.object();
        ObjectNode page = answer.putObject("data").putObject("orders");
        ArrayNode nodes = Json.array();
        long last = after;
        boolean more = false;
        for (ShopOrder order : orders.tailMap(after, false).values()) {
            if (order.updatedAt().isBefore(from) || !order.updatedAt().isBefore(to)) {
                continue;
            }
            if (nodes.size() == first) {
                more = true;
                break;
            }
            nodes.add(order.node());
            last = order.id();
        }
        page.putObject("pageInfo")
                .put("hasNextPage", more)
                .put("endCursor", nodes.isEmpty() ? null : Long.toString(last));
        page.set("nodes", nodes);
        return answer;
    }

    /** Its catalogue never changes after the opening. */
    private static ObjectNode noChangedVariants() {
        ObjectNode answer = Json.object();
        ObjectNode variants = answer.putObject("data").putObject("productVariants");
        variants.putObject("pageInfo").put("hasNextPage", false).putNull("endCursor");
        variants.putArray("nodes");
        return answer;
    }

    private static ObjectNode error(String code, String message) {
        ObjectNode answer = Json.object();
        answer.putArray("errors")
                .addObject()
                .put("message", message)
                .putObject("extensions")
                .put("code", code);
        return answer;
    }

    private static String key(Item item) {
        return SetQuantities.key(item.shopifyInventoryItem(), Assortment.shopifyLocation(Assortment.WAREHOUSE));
    }
}
