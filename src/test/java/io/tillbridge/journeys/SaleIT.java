package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination.Call;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a sale to the stock to the other systems. */
@ExtendWith(RunningHub.class)
class SaleIT {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    @Test
    void whatTheRegisterSoldIsToldToShopWarehouseAndMarketplace(Hub hub) {
        long n = Payloads.fresh();
        String sku = "SALE-" + n;
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");
        told(hub, sku, "7" + n, "10", 10);
        hub.systems.registerHolds("SQ" + n, Payloads.registerOrder("SQ" + n, "OBJ" + n));

        long began = System.nanoTime();
        UUID event = hub.registerEvent(Payloads.registerEvent(UUID.randomUUID().toString(), "SQ" + n));
        told(hub, sku, "7" + n, "9.25", 9);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        Measured.say("sale to availability at three systems, fetch included", took.toMillis() + " ms");
        assertThat(took).as("from the webhook to the last system told").isLessThan(PROMISED);
        hub.eventually(event, "posted fetched");
        assertThat(hub.text("select state from message where parent_id = ?", event))
                .isEqualTo("posted");
        assertThat(hub.text("select sellable from stock_balance where sku = ? and location = 'ST1'", sku))
                .isEqualTo("9.25000");
        assertThat(hub.text(
                        "select reason || ' ' || to_place from stock_movement where sku = ? and reason = 'sale'", sku))
                .isEqualTo("sale customer");
    }

    @Test
    void aThinEventAndTheSaleFetchedForItLeadToEachOther(Hub hub) {
        long n = Payloads.fresh();
        hub.systems.registerHolds("SQ" + n, Payloads.registerOrder("SQ" + n, "OBJ" + n));
        UUID event = hub.registerEvent(Payloads.registerEvent(UUID.randomUUID().toString(), "SQ" + n));

        Eventually.holds(() -> assertThat(hub.get("/api/messages/" + event).path("childStates"))
                .as("it is fetched, what was fetched waits for its SKU")
                .isEqualTo(Json.read("{\"held\":1}")));
        JsonNode listed =
                hub.get("/api/messages?connection=till&flow=events&limit=200").path("items");
        assertThat(listed)
                .filteredOn(message -> message.path("id").asText().equals(event.toString()))
                .extracting(message -> message.path("state").asText() + message.path("childStates"))
                .containsExactly("posted{\"held\":1}");
        JsonNode fetched = hub.get("/api/messages?parent=" + event).path("items");
        assertThat(fetched).hasSize(1);
        assertThat(fetched.at("/0/parent").asText()).isEqualTo(event.toString());
        assertThat(hub.get("/api/messages/" + event).at("/children/0/id")).isEqualTo(fetched.at("/0/id"));

        hub.stocked("LINE-" + n, "OBJ" + n, "7" + n, "10");
        Eventually.holds(() -> assertThat(hub.get("/api/messages/" + event).path("childStates"))
                .isEqualTo(Json.read("{\"posted\":1}")));
    }

    @Test
    void whatTheShopSoldIsPromisedAndToldToWarehouseAndMarketplace(Hub hub) {
        long n = Payloads.fresh();
        String sku = "ORDER-" + n;
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");
        told(hub, sku, "7" + n, "10", 10);

        long began = System.nanoTime();
        UUID order = hub.shopOrder("W" + n, Payloads.shopOrder("10" + n, sku));
        told(hub, sku, "7" + n, "9", 9);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        Measured.say("order to availability at three systems", took.toMillis() + " ms");
        assertThat(took).as("from the webhook to the last system told").isLessThan(PROMISED);
        hub.eventually(order, "posted");
        assertThat(hub.text("select sellable || ' ' || claimed from stock_balance where sku = ?", sku))
                .isEqualTo("10.00000 1.00000");
        Eventually.holds(() ->
                assertThat(Systems.about(hub.systems.accounting, "10" + n)).hasSize(1));
    }

    /** All three systems hold the figure; each was called with an idempotency key. */
    private static void told(Hub hub, String sku, String inventoryItem, String available, int whole) {
        Eventually.holds(() -> {
            assertThat(Systems.told(hub.systems.warehouse, sku, "available")).isEqualTo(available);
            assertThat(Systems.told(hub.systems.marketplace, sku, "quantity")).isEqualTo(Integer.toString(whole));
            List<Call> shop = Systems.about(hub.systems.shop, "InventoryItem/" + inventoryItem);
            assertThat(shop).isNotEmpty();
            assertThat(shop.get(shop.size() - 1).body())
                    .contains("InventoryItem/" + inventoryItem)
                    .contains("\"quantity\":" + whole);
        });
        assertThat(Systems.about(hub.systems.warehouse, sku))
                .allSatisfy(call -> assertThat(call.headers()).containsKey("idempotency-key"));
    }
}
