package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * An order of the simulated shop, told both ways: as the webhook's REST body and as the GraphQL node.
 *
 * @param id beyond 2^53, as Shopify's example payload has it
 * @param number the customer's
 * @param updatedAt whole seconds, the revision
 */
record ShopOrder(long id, int number, Instant createdAt, Instant updatedAt, State state, List<Line> lines) {

    private static final long FIRST_ID = 820_982_911_900_000_000L;
    private static final BigDecimal SHIPPING = new BigDecimal("4.90");

    ShopOrder {
        createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.SECONDS);
        lines = List.copyOf(lines);
    }

    enum State {
        PLACED,
        FULFILLED,
        CANCELLED
    }

    record Line(long id, Item item, int quantity) {}

    static ShopOrder placed(int number, Instant now, List<Item> items, int quantity) {
        List<Line> lines = new ArrayList<>();
        long id = FIRST_ID + number * 100L;
        for (Item item : items) {
            lines.add(new Line(id + 1 + lines.size(), item, quantity));
        }
        return new ShopOrder(id, number, now, now, State.PLACED, lines);
    }

    ShopOrder become(State next, Instant now) {
        return new ShopOrder(id, number, createdAt, now, next, lines);
    }

    BigDecimal goods() {
        return lines.stream()
                .map(line -> line.item().price().multiply(BigDecimal.valueOf(line.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The body of orders/create, orders/updated and orders/cancelled. */
    ObjectNode rest() {
        ObjectNode order = Json.object()
                .put("id", id)
                .put("admin_graphql_api_id", "gid://shopify/Order/" + id)
                .put("name", "#" + number)
                .put("created_at", createdAt.toString())
                .put("processed_at", createdAt.toString())
                .put("updated_at", updatedAt.toString())
                .put("cancelled_at", state == State.CANCELLED ? updatedAt.toString() : null)
                .put("financial_status", state == State.CANCELLED ? "voided" : "paid")
                .put("fulfillment_status", state == State.FULFILLED ? "fulfilled" : null)
                .put("currency", "EUR")
                .put("taxes_included", true)
                .put("email", "customer" + number % 50 + "@example.com")
                .putNull("location_id")
                .put("current_subtotal_price", goods().toPlainString())
                .put("current_total_tax", tax())
                .put("current_total_price", goods().add(SHIPPING).toPlainString());
        order.putObject("total_shipping_price_set")
                .putObject("shop_money")
                .put("amount", SHIPPING.toPlainString())
                .put("currency_code", "EUR");
        ArrayNode items = order.putArray("line_items");
        for (Line line : lines) {
            ObjectNode item = items.addObject()
                    .put("id", line.id())
                    .put("variant_id", line.item().shopifyVariant())
                    .put("sku", line.item().sku())
                    .put("name", line.item().name())
                    .put("quantity", line.quantity())
                    .put("current_quantity", line.quantity())
                    .put("fulfillable_quantity", open(line))
                    .put("price", line.item().price().toPlainString());
            item.putObject("price_set")
                    .putObject("shop_money")
                    .put("amount", line.item().price().toPlainString())
                    .put("currency_code", "EUR");
            item.putArray("discount_allocations");
            item.putArray("tax_lines");
        }
        return order;
    }

    /** The node of the orders query. */
    ObjectNode node() {
        ObjectNode order = Json.object()
                .put("legacyResourceId", Long.toString(id))
                .put("name", "#" + number)
                .put("createdAt", createdAt.toString())
                .put("processedAt", createdAt.toString())
                .put("updatedAt", updatedAt.toString())
                .put("cancelledAt", state == State.CANCELLED ? updatedAt.toString() : null)
                .put("displayFinancialStatus", state == State.CANCELLED ? "VOIDED" : "PAID")
                .put("displayFulfillmentStatus", state == State.FULFILLED ? "FULFILLED" : "UNFULFILLED")
                .put("currencyCode", "EUR")
                .put("taxesIncluded", true)
                .put("email", "customer" + number % 50 + "@example.com")
                .putNull("retailLocation");
        money(order, "totalShippingPriceSet", SHIPPING.toPlainString());
        money(order, "currentSubtotalPriceSet", goods().toPlainString());
        money(order, "currentTotalTaxSet", tax());
        money(order, "currentTotalPriceSet", goods().add(SHIPPING).toPlainString());
        ObjectNode connection = order.putObject("lineItems");
        connection.putObject("pageInfo").put("hasNextPage", false);
        ArrayNode nodes = connection.putArray("nodes");
        for (Line line : lines) {
            ObjectNode item = nodes.addObject()
                    .put("id", "gid://shopify/LineItem/" + line.id())
                    .put("sku", line.item().sku())
                    .put("name", line.item().name())
                    .put("currentQuantity", line.quantity())
                    .put("unfulfilledQuantity", open(line));
            item.putObject("variant")
                    .put("legacyResourceId", Long.toString(line.item().shopifyVariant()));
            money(item, "originalUnitPriceSet", line.item().price().toPlainString());
            item.putArray("discountAllocations");
            item.putArray("taxLines");
        }
        return order;
    }

    /** What the demo keeps of it between two starts. */
    ObjectNode saved() {
        ObjectNode order = Json.object()
                .put("number", number)
                .put("createdAt", createdAt.toString())
                .put("updatedAt", updatedAt.toString())
                .put("state", state.name())
                .put("quantity", lines.isEmpty() ? 1 : lines.get(0).quantity());
        ArrayNode items = order.putArray("items");
        lines.forEach(line -> items.add(line.item().number()));
        return order;
    }

    static ShopOrder restored(JsonNode saved) {
        List<Item> items = new ArrayList<>();
        saved.path("items").forEach(number -> items.add(Assortment.all().get(number.asInt() - 1)));
        return placed(
                        saved.path("number").asInt(),
                        Instant.parse(saved.path("createdAt").asText()),
                        items,
                        saved.path("quantity").asInt())
                .become(
                        State.valueOf(saved.path("state").asText()),
                        Instant.parse(saved.path("updatedAt").asText()));
    }

    private int open(Line line) {
        return state == State.PLACED ? line.quantity() : 0;
    }

    private String tax() {
        // 19 % contained in the goods, as the shop would print it
        return goods().multiply(new BigDecimal("19"))
                .divide(new BigDecimal("119"), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static void money(ObjectNode in, String name, String amount) {
        in.putObject(name).putObject("shopMoney").put("amount", amount).put("currencyCode", "EUR");
    }
}
