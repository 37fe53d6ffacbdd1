package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination.Call;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a sale to the stock to the other systems. */
@ExtendWith(RunningHub.class)
class SaleIT {

    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final int SALES = 5;

    @Test
    void whatTheRegisterSoldIsToldToShopWarehouseAndMarketplace(Hub hub) {
        long n = Payloads.fresh();
        String sku = "SALE-" + n;
        stocked(hub, sku, n);
        UUID event = registerSells(hub, n, "");
        told(hub, sku, "7" + n, "9.25", 9);

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
    void shopWarehouseAndMarketplaceKnowWithinASecondWhatTheRegisterSold(Hub hub) {
        within("sale to availability at three systems, fetch included", () -> {
            long n = Payloads.fresh();
            stocked(hub, "QUICK-" + n, n);
            long began = System.nanoTime();
            registerSells(hub, n, "");
            told(hub, "QUICK-" + n, "7" + n, "9.25", 9);
            return lastArrival(hub, "QUICK-" + n, "7" + n).minusNanos(began);
        });
    }

    @Test
    void shopWarehouseAndMarketplaceKnowWithinASecondWhatTheShopSold(Hub hub) {
        within("order to availability at three systems", () -> {
            long n = Payloads.fresh();
            stocked(hub, "QUICK-" + n, n);
            long began = System.nanoTime();
            hub.shopOrder("W" + n, Payloads.shopOrder("10" + n, "QUICK-" + n));
            told(hub, "QUICK-" + n, "7" + n, "9", 9);
            return lastArrival(hub, "QUICK-" + n, "7" + n).minusNanos(began);
        });
    }

    @Test
    void aSaleCarriesItsTraceToTheFetchAndToEverySystem(Hub hub) {
        long n = Payloads.fresh();
        String trace = "0af7651916cd43dd" + String.format("%016x", n);
        stocked(hub, "TRACE-" + n, n);
        registerSells(hub, n, "00-" + trace + "-b7ad6b7169203331-01");
        told(hub, "TRACE-" + n, "7" + n, "9.25", 9);

        List<String> sent = Stream.of(
                        last(hub.systems.register.calls().stream()
                                .filter(call -> call.uri().endsWith("SQ" + n))
                                .toList()),
                        last(Systems.about(hub.systems.warehouse, "TRACE-" + n)),
                        last(Systems.about(hub.systems.marketplace, "TRACE-" + n)),
                        last(Systems.about(hub.systems.shop, "InventoryItem/7" + n)))
                .map(call -> call.headers().getOrDefault("traceparent", "none"))
                .toList();
        assertThat(sent).allSatisfy(header -> assertThat(header).matches("00-" + trace + "-[0-9a-f]{16}-01"));
        assertThat(sent).as("a span for each call").doesNotHaveDuplicates();
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
        stocked(hub, sku, n);
        UUID order = hub.shopOrder("W" + n, Payloads.shopOrder("10" + n, sku));
        told(hub, sku, "7" + n, "9", 9);

        hub.eventually(order, "posted");
        assertThat(hub.text("select sellable || ' ' || claimed from stock_balance where sku = ?", sku))
                .isEqualTo("10.00000 1.00000");
        Eventually.holds(() ->
                assertThat(Systems.about(hub.systems.accounting, "10" + n)).hasSize(1));
    }

    /** Ten pieces, and all three systems know it. */
    private static void stocked(Hub hub, String sku, long n) {
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");
        told(hub, sku, "7" + n, "10", 10);
    }

    /** The register sells 0.75 pieces; a {@code traceparent} that is empty is not sent. */
    private static UUID registerSells(Hub hub, long n, String traceparent) {
        hub.systems.registerHolds("SQ" + n, Payloads.registerOrder("SQ" + n, "OBJ" + n));
        String event = Payloads.registerEvent(UUID.randomUUID().toString(), "SQ" + n);
        HttpRequest.Builder webhook = Signed.register(hub.url(), "till", event);
        return Hub.accepted(hub.send(traceparent.isEmpty() ? webhook : webhook.header("traceparent", traceparent)));
    }

    /** One sale warms up; of the others, the median is what is promised. */
    private static void within(String what, Supplier<Duration> sale) {
        List<Duration> took =
                Stream.generate(sale).limit(1 + SALES).skip(1).sorted().toList();
        Measured.say(what, took.stream().map(Duration::toMillis).toList() + " ms");
        assertThat(took.get(SALES / 2))
                .as("from sending the webhook to the arrival at the last of three systems")
                .isLessThan(PROMISED);
    }

    /** When the last of the three systems was told, since the origin of {@link System#nanoTime}. */
    private static Duration lastArrival(Hub hub, String sku, String inventoryItem) {
        return Stream.of(
                        last(Systems.about(hub.systems.warehouse, sku)),
                        last(Systems.about(hub.systems.marketplace, sku)),
                        last(Systems.about(hub.systems.shop, "InventoryItem/" + inventoryItem)))
                .map(call -> Duration.ofNanos(call.arrived()))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private static Call last(List<Call> calls) {
        return calls.get(calls.size() - 1);
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
