package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A point of sale that speaks the part of Square's API 2026-07-15 that the connector uses: one order, the orders changed
 * in a window, the catalogue.
 */
final class Register {

    private static final int KEPT_ORDERS = 500;
    private static final Instant CATALOGUE_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final String token;
    private final LinkedHashMap<String, RegisterSale> sales = new LinkedHashMap<>();

    Register(String token) {
        this.token = token;
    }

    /** Answers as Square; 401 without the token. */
    synchronized Answer answer(Call call) {
        if (!call.proves("Authorization", "Bearer " + token)) {
            return error(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED", "This request could not be authorized.");
        }
        if (call.header("Square-Version").isEmpty()) {
            return error(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST", "Square-Version is missing.");
        }
        String path = call.path();
        if (call.method().equals("GET") && path.startsWith("/v2/orders/")) {
            @Nullable RegisterSale sale = sales.get(path.substring("/v2/orders/".length()));
            return sale == null
                    ? error(404, "INVALID_REQUEST_ERROR", "NOT_FOUND", "Order not found.")
                    : Answer.ok(Json.object().set("order", sale.json()));
        }
        if (call.method().equals("POST") && path.equals("/v2/orders/search")) {
            return search(call.json());
        }
        if (call.method().equals("POST") && path.equals("/v2/catalog/search")) {
            return Answer.ok(catalogue(call.json()));
        }
        if (call.method().equals("GET") && path.equals("/v2/locations")) {
            ObjectNode answer = Json.object();
            ArrayNode locations = answer.putArray("locations");
            Assortment.LOCATIONS.forEach(
                    location -> locations.addObject().put("id", Assortment.squareLocation(location)));
            return Answer.ok(answer);
        }
        return error(404, "INVALID_REQUEST_ERROR", "NOT_FOUND", "Resource not found.");
    }

    /** Rings up a sale. */
    synchronized void keep(RegisterSale sale) {
        sales.put(sale.id(), sale);
        if (sales.size() > KEPT_ORDERS) {
            sales.remove(sales.keySet().iterator().next());
        }
    }

    /** Stored sales, oldest first. */
    synchronized List<RegisterSale> sales() {
        return List.copyOf(sales.values());
    }

    private Answer search(JsonNode request) {
        Set<String> locations = new HashSet<>();
        request.path("location_ids").forEach(id -> locations.add(id.asText()));
        if (locations.isEmpty() || locations.size() > 10) {
            return error(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST", "location_ids must have 1 to 10 elements.");
        }
        JsonNode window =
                request.path("query").path("filter").path("date_time_filter").path("updated_at");
        Instant from = instant(window.path("start_at"), Instant.EPOCH);
        Instant to = instant(window.path("end_at"), Instant.MAX);
        List<RegisterSale> found = sales.values().stream()
                .filter(sale -> locations.contains(Assortment.squareLocation(sale.location()))
                        && !sale.closedAt().isBefore(from)
                        && !sale.closedAt().isAfter(to))
                .toList();
        ObjectNode answer = Json.object();
        ArrayNode orders = answer.putArray("orders");
        int start = request.path("cursor").asInt(0);
        int end =
                Math.min(found.size(), start + Math.max(1, request.path("limit").asInt(500)));
        found.subList(Math.min(start, end), end).forEach(sale -> orders.add(sale.json()));
        if (end < found.size()) {
            answer.put("cursor", Integer.toString(end));
        }
        return Answer.ok(answer);
    }

    private static ObjectNode catalogue(JsonNode request) {
        ObjectNode answer =
                Json.object().put("latest_time", CATALOGUE_AT.plusSeconds(1).toString());
        if (!instant(request.path("begin_time"), Instant.EPOCH).isBefore(CATALOGUE_AT)) {
            return answer;
        }
        int start = request.path("cursor").asInt(0);
        int end = Math.min(
                Assortment.all().size(),
                start + Math.max(1, request.path("limit").asInt(100)));
        ArrayNode objects = answer.putArray("objects");
        for (Assortment.Item item : Assortment.all().subList(Math.min(start, end), end)) {
            ObjectNode object = objects.addObject()
                    .put("type", "ITEM_VARIATION")
                    .put("id", item.squareVariation())
                    .put("updated_at", CATALOGUE_AT.toString())
                    .put("version", CATALOGUE_AT.toEpochMilli())
                    .put("is_deleted", false);
            object.putObject("item_variation_data")
                    .put("sku", item.sku())
                    .put("name", item.name())
                    .put("pricing_type", "FIXED_PRICING")
                    .putObject("price_money")
                    .put("amount", item.price().movePointRight(2).longValueExact())
                    .put("currency", "EUR");
        }
        if (end < Assortment.all().size()) {
            answer.put("cursor", Integer.toString(end));
        }
        return answer;
    }

    private static Instant instant(JsonNode text, Instant absent) {
        return text.isTextual() && !text.asText().isEmpty() ? Instant.parse(text.asText()) : absent;
    }

    private static Answer error(int status, String category, String code, String detail) {
        ObjectNode body = Json.object();
        body.putArray("errors")
                .addObject()
                .setAll(Map.of(
                        "category", Json.object().textNode(category),
                        "code", Json.object().textNode(code),
                        "detail", Json.object().textNode(detail)));
        return new Answer(status, body);
    }
}
