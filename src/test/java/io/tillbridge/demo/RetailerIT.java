package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trade against a hub that only looks: every webhook is signed as the vendor signs it, and resent when refused. */
class RetailerIT {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final DemoSecrets secrets = DemoSecrets.from(() -> new byte[24]);
    private final List<Call> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final SimulatedSystem hub = SimulatedSystem.start("hub", 0, call -> {
        received.add(call);
        return new Answer(status.get(), Json.object());
    });
    private final OnlineShop shop = new OnlineShop("t");
    private final Marketplace marketplace = new Marketplace("t");
    private final Warehouse warehouse = new Warehouse("t");
    private final URI base = URI.create("http://127.0.0.1:" + hub.port());
    private final Retailer retailer = new Retailer(
            new Hub(base, "api"),
            secrets,
            new Retailer.Systems(new Register("t"), shop, marketplace, warehouse),
            Clock.fixed(NOW, ZoneOffset.UTC),
            42);

    @AfterEach
    void closeTheHub() {
        hub.close();
    }

    @Test
    void openingTellsItemsReferencesAndStock() {
        assertThat(retailer.open()).isTrue();
        assertThat(to("/api/items/"))
                .hasSize(40)
                .as("the hub refuses members that it does not know")
                .allSatisfy(call -> assertThat(call.json().properties())
                        .extracting(Map.Entry::getKey)
                        .containsExactly("name"));
        assertThat(to("/api/cross-references/")).hasSize(86);
        assertThat(received.get(0).header("Authorization")).isEqualTo("Bearer api");
        List<Call> receipts = to("/hooks/demo-warehouse/receipts");
        assertThat(receipts).hasSize(3);
        assertThat(receipts.get(0).json().path("lines")).hasSize(40);
        assertThat(receipts.get(0).header("X-Warehouse-Signature"))
                .isEqualTo(Signatures.hex(
                        secrets.warehouseWebhookSecret(), receipts.get(0).body()));
    }

    @Test
    void everySystemSellsOnceTheHubHasToldItsStock() {
        stock(50);
        for (int tick = 1; tick <= 60; tick++) {
            retailer.play(tick);
        }
        List<Call> orders = to("/hooks/demo-shop/orders");
        List<Call> sales = to("/hooks/demo-pos/events");
        List<Call> market = to("/hooks/demo-marketplace/orders");
        assertThat(orders.size()).as("shop").isGreaterThan(5);
        assertThat(sales.size()).as("register").isGreaterThan(10);
        assertThat(market.size()).as("marketplace").isGreaterThan(3);
        for (Call order : orders) {
            assertThat(order.header("X-Shopify-Hmac-Sha256"))
                    .isEqualTo(Signatures.shopify(secrets.shopWebhookSecret(), order.body()));
        }
        for (Call sale : sales) {
            assertThat(sale.header("x-square-hmacsha256-signature"))
                    .isEqualTo(
                            Signatures.square(secrets.posSignatureKey(), base + "/hooks/demo-pos/events", sale.body()));
        }
        Call first = market.get(0);
        assertThat(first.header("webhook-signature"))
                .isEqualTo(Signatures.standardWebhooks(
                        secrets.marketplaceWebhookSecret(),
                        first.header("webhook-id"),
                        NOW.getEpochSecond(),
                        first.body()));
        assertThat(orders.stream()
                        .map(Call::json)
                        .map(order -> order.path("fulfillment_status").asText()))
                .as("some are shipped")
                .contains("fulfilled");
    }

    @Test
    void theShopAndTheMarketplaceNeverSellWhatTheyWereNotTold() {
        stock(2);
        for (int tick = 1; tick <= 300; tick++) {
            retailer.play(tick);
        }
        for (Assortment.Item item : Assortment.all()) {
            assertThat(shop.sellable(item)).isNotNegative();
            assertThat(marketplace.sellable(item)).isNotNegative();
        }
    }

    @Test
    void whatTheHubRefusesIsSentAgain() {
        status.set(503);
        retailer.play(1);
        int before = received.size();
        assertThat(retailer.summary()).contains("wait to be sent again");
        status.set(202);
        retailer.play(2);
        assertThat(retailer.summary()).doesNotContain("wait to be sent again");
        List<String> ids = received.stream()
                .map(Call::json)
                .map(event -> event.path("event_id").asText())
                .toList();
        assertThat(ids.subList(before, ids.size())).contains(ids.get(0));
    }

    @Test
    void theSameSeedPlaysTheSameTrade() {
        stock(50);
        retailer.play(5);
        JsonNode first = received.get(0).json();
        received.clear();
        retailer.play(5);
        assertThat(received.get(0).json()).isEqualTo(first);
    }

    private void stock(int quantity) {
        for (Assortment.Item item : Assortment.all()) {
            String key =
                    SetQuantities.key(item.shopifyInventoryItem(), Assortment.shopifyLocation(Assortment.WAREHOUSE));
            shop.remember(Map.of(key, quantity));
            marketplace.remember(Map.of(item.sku() + "@" + Assortment.WAREHOUSE, quantity));
        }
    }

    private List<Call> to(String path) {
        return received.stream().filter(call -> call.path().startsWith(path)).toList();
    }
}
