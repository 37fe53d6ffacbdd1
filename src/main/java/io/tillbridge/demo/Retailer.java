package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Plays the retailer's trade, one second at a time: about one sale or order a tick. What happens in a tick follows from
 * the seed, the tick's number and what the hub has told the systems so far.
 */
final class Retailer {

    private static final int OPENING = 120;
    private static final int REFILL = 60;
    private static final BigDecimal REFILL_BELOW = BigDecimal.valueOf(15);
    private static final int FIRST_ORDER_NUMBER = 10_000;
    private static final int FULFIL_AFTER = 20;

    private final Hub hub;
    private final DemoSecrets secrets;
    private final Register register;
    private final OnlineShop shop;
    private final Marketplace marketplace;
    private final Warehouse warehouse;
    private final Clock clock;
    private final long seed;
    private int sold;
    private int ordered;

    Retailer(Hub hub, DemoSecrets secrets, Systems systems, Clock clock, long seed) {
        this.hub = hub;
        this.secrets = secrets;
        this.register = systems.register();
        this.shop = systems.shop();
        this.marketplace = systems.marketplace();
        this.warehouse = systems.warehouse();
        this.clock = clock;
        this.seed = seed;
    }

    /** The simulated systems that take part in the trade. */
    record Systems(Register register, OnlineShop shop, Marketplace marketplace, Warehouse warehouse) {}

    /** Tells the hub the items, the systems' ids for them and the opening stock; the same on every start. */
    boolean open() {
        boolean taken = true;
        for (Item item : Assortment.all()) {
            taken &= hub.put("/api/items/" + item.sku(), Json.object().put("name", item.name()));
            taken &= reference("demo-pos", "square.variation", item.squareVariation(), item.sku());
            taken &= reference(
                    "demo-shop", "shopify.inventory_item", Long.toString(item.shopifyInventoryItem()), item.sku());
        }
        for (String location : Assortment.LOCATIONS) {
            taken &= reference("demo-pos", "square.location", Assortment.squareLocation(location), location);
            taken &= reference(
                    "demo-shop", "shopify.location", Long.toString(Assortment.shopifyLocation(location)), location);
            receive("OPENING-" + location, location, Assortment.all(), OPENING);
        }
        return taken;
    }

    /** Plays one second. The tick's number makes every id of it, so it must never come again. */
    void play(int tick) {
        Random chance = new Random(seed * 1_000_003L + tick);
        Item item = Assortment.all().get(chance.nextInt(Assortment.all().size()));
        int quantity = 1 + chance.nextInt(2);
        int kind = chance.nextInt(10);
        if (kind < 3 && shop.sellable(item) >= quantity) {
            order(ShopOrder.placed(FIRST_ORDER_NUMBER + tick, now(), List.of(item), quantity));
        } else if (kind < 5 && marketplace.sellable(item) >= quantity) {
            marketplaceOrder(tick, item, quantity);
        } else {
            sell(tick, chance, item, quantity);
        }
        finish(tick, chance);
        refill(tick, item);
        hub.retry();
    }

    /** Sales and orders since the start, for the demo's one line. */
    String summary() {
        return sold + " sales and " + ordered + " orders so far"
                + (hub.waiting() > 0 ? ", " + hub.waiting() + " webhooks wait to be sent again" : "");
    }

    private void sell(int tick, Random chance, Item item, int quantity) {
        String store = Assortment.LOCATIONS.get(1 + chance.nextInt(Assortment.LOCATIONS.size() - 1));
        RegisterSale sale = new RegisterSale(tick, store, now(), item, quantity, chance.nextBoolean());
        register.keep(sale);
        square(sale.event());
        sold++;
        @Nullable BigDecimal held = warehouse.onHand(item, store);
        if (tick % 10 == 0 && held != null) {
            square(count(tick, store, item, held.subtract(BigDecimal.valueOf(quantity))));
        }
    }

    private void order(ShopOrder order) {
        shop.place(order);
        shopify("orders/create", order);
        ordered++;
    }

    private void marketplaceOrder(int tick, Item item, int quantity) {
        byte[] body = Json.bytes(marketplace.order(tick, now(), item, quantity));
        String id = "msg_demo_" + tick;
        hub.webhook(
                "/hooks/demo-marketplace/orders",
                () -> {
                    long seconds = now().getEpochSecond();
                    return Map.of(
                            "webhook-id", id,
                            "webhook-timestamp", Long.toString(seconds),
                            "webhook-signature",
                                    Signatures.standardWebhooks(secrets.marketplaceWebhookSecret(), id, seconds, body));
                },
                body);
        ordered++;
    }

    /** Ships or cancels the shop's order of some ticks ago. */
    private void finish(int tick, Random chance) {
        ShopOrder.State next = chance.nextInt(12) == 0 ? ShopOrder.State.CANCELLED : ShopOrder.State.FULFILLED;
        for (ShopOrder order : shop.orders()) {
            boolean due = order.number() <= FIRST_ORDER_NUMBER + tick - FULFIL_AFTER;
            if (due && order.state() == ShopOrder.State.PLACED) {
                ShopOrder finished = order.become(next, now());
                shop.keep(finished);
                shopify(next == ShopOrder.State.CANCELLED ? "orders/cancelled" : "orders/updated", finished);
                return;
            }
        }
    }

    private void refill(int tick, Item item) {
        for (String location : Assortment.LOCATIONS) {
            @Nullable BigDecimal held = warehouse.onHand(item, location);
            if (held != null && held.compareTo(REFILL_BELOW) < 0) {
                receive("R" + tick + "-" + location, location, List.of(item), REFILL);
            }
        }
    }

    private void receive(String id, String location, List<Item> items, int quantity) {
        byte[] body = Json.bytes(Warehouse.receipt(id, location, now(), items, quantity));
        hub.webhook(
                "/hooks/demo-warehouse/receipts",
                () -> Map.of(
                        "X-Warehouse-Delivery",
                        "delivery-" + id,
                        "X-Warehouse-Signature",
                        Signatures.hex(secrets.warehouseWebhookSecret(), body)),
                body);
    }

    private void shopify(String topic, ShopOrder order) {
        byte[] body = Json.bytes(order.rest());
        hub.webhook(
                "/hooks/demo-shop/orders",
                () -> Map.of(
                        "X-Shopify-Topic",
                        topic,
                        "X-Shopify-Shop-Domain",
                        OnlineShop.DOMAIN,
                        "X-Shopify-Webhook-Id",
                        "demo-" + order.number() + "-" + order.state(),
                        "X-Shopify-Hmac-Sha256",
                        Signatures.shopify(secrets.shopWebhookSecret(), body)),
                body);
    }

    private void square(JsonNode event) {
        byte[] body = Json.bytes(event);
        String path = "/hooks/demo-pos/events";
        hub.webhook(
                path,
                () -> Map.of(
                        "x-square-hmacsha256-signature",
                        Signatures.square(secrets.posSignatureKey(), hub.base() + path, body)),
                body);
    }

    private ObjectNode count(int tick, String store, Item item, BigDecimal quantity) {
        ObjectNode event = Json.object()
                .put("merchant_id", "DEMOMERCHANT")
                .put("type", "inventory.count.updated")
                .put("event_id", "demo-count-" + tick)
                .put("created_at", now().toString());
        ObjectNode data =
                event.putObject("data").put("type", "inventory_counts").put("id", "demo-count-" + tick);
        data.putObject("object")
                .putArray("inventory_counts")
                .addObject()
                .put("catalog_object_id", item.squareVariation())
                .put("catalog_object_type", "ITEM_VARIATION")
                .put("state", "IN_STOCK")
                .put("location_id", Assortment.squareLocation(store))
                .put("quantity", quantity.toPlainString())
                .put("calculated_at", now().toString());
        return event;
    }

    private boolean reference(String connection, String kind, String remoteId, String localId) {
        return hub.put(
                "/api/cross-references/" + connection + "/" + kind + "/" + remoteId,
                Json.object().put("localId", localId));
    }

    private Instant now() {
        return clock.instant();
    }
}
