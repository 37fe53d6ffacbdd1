package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A finished sale at a register: Square's completed order without fulfilments.
 *
 * @param number running number of all sales; the order id is made from it
 * @param location the hub's name of the store
 */
record RegisterSale(int number, String location, Instant closedAt, Item item, int quantity, boolean cash) {

    private static final int VERSION = 4;

    RegisterSale {
        closedAt = closedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    String id() {
        return "DEMOSALE" + String.format("%08d", number);
    }

    /** Square's Order. */
    ObjectNode json() {
        long price = item.price().movePointRight(2).longValueExact();
        long total = price * quantity;
        ObjectNode order = Json.object()
                .put("id", id())
                .put("location_id", Assortment.squareLocation(location))
                .put("state", "COMPLETED")
                .put("version", VERSION)
                .put("created_at", closedAt.toString())
                .put("updated_at", closedAt.toString())
                .put("closed_at", closedAt.toString());
        ObjectNode line = order.putArray("line_items")
                .addObject()
                .put("uid", "L" + number)
                .put("catalog_object_id", item.squareVariation())
                .put("quantity", Integer.toString(quantity))
                .put("name", item.name());
        money(line, "base_price_money", price);
        money(line, "gross_sales_money", total);
        money(line, "total_discount_money", 0);
        money(line, "total_money", total);
        money(order, "total_tax_money", 0);
        money(order, "total_money", total);
        ObjectNode tender =
                order.putArray("tenders").addObject().put("id", "T" + number).put("type", cash ? "CASH" : "CARD");
        money(tender, "amount_money", total);
        return order;
    }

    /** The thin event that names it (developer.squareup.com/reference/square/webhooks/order.updated). */
    ObjectNode event() {
        ObjectNode event = Json.object()
                .put("merchant_id", "DEMOMERCHANT")
                .put("type", "order.updated")
                .put("event_id", "demo-sale-" + number)
                .put("created_at", closedAt.toString());
        event.putObject("data")
                .put("type", "order_updated")
                .put("id", id())
                .putObject("object")
                .putObject("order_updated")
                .put("order_id", id())
                .put("location_id", Assortment.squareLocation(location))
                .put("state", "COMPLETED")
                .put("version", VERSION);
        return event;
    }

    /** What the demo keeps of it between two starts. */
    ObjectNode saved() {
        return Json.object()
                .put("number", number)
                .put("location", location)
                .put("closedAt", closedAt.toString())
                .put("item", item.number())
                .put("quantity", quantity)
                .put("cash", cash);
    }

    static RegisterSale restored(JsonNode saved) {
        return new RegisterSale(
                saved.path("number").asInt(),
                saved.path("location").asText(),
                Instant.parse(saved.path("closedAt").asText()),
                Assortment.all().get(saved.path("item").asInt() - 1),
                saved.path("quantity").asInt(),
                saved.path("cash").asBoolean());
    }

    private static void money(ObjectNode in, String name, long minor) {
        in.putObject(name).put("amount", minor).put("currency", "EUR");
    }
}
