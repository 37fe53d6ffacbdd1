package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop that compares before it sets, and has sold what nobody told the hub of. */
class CompareAndSetIT {

    private static final String SKU = "CAS-1";
    private static final String INVENTORY_ITEM = "49148385";

    @TempDir
    private Path directory;

    /** The shop's own figure. */
    private final AtomicReference<String> held = new AtomicReference<>("0");

    /** An order whose webhook was lost: only who asks for its item in time finds it. */
    private final AtomicReference<String> lost = new AtomicReference<>("");

    @Test
    void aRefusedFigureIsMadeAgainFromTheSaleThatTheShopIsAskedFor() throws Exception {
        try (ReloadingHub hub = new ReloadingHub(directory, "PT0S")) {
            hub.systems.shop.always(this::answered);
            hub.item(SKU);
            reference(hub, "shopify.inventory_item", INVENTORY_ITEM, SKU);
            reference(hub, "shopify.location", "655441491", "ST1");
            assertThat(hub.receipt("CAS-R1", SKU, "10")).isEqualTo(200);
            Eventually.holds(() -> assertThat(held.get()).isEqualTo("10"));

            held.set("7");
            lost.set(order());
            assertThat(hub.receipt("CAS-R2", SKU, "5")).isEqualTo(200);

            Eventually.holds(
                    () -> assertThat(held.get()).as("15 less the 3 sold").isEqualTo("12"));
            assertThat(told(hub.systems.shop))
                    .as("compared with, set to")
                    .startsWith("null 10", "10 15")
                    .endsWith("7 12");
            assertThat(hub.count("select count(*) from sales_order where number = '#9001'"))
                    .isEqualTo(1);
            assertThat(hub.count("select count(*) from outbox_lane where state = 'dead'"))
                    .isZero();
        }
    }

    private static void reference(ReloadingHub hub, String kind, String remote, String local) {
        assertThat(hub.api(
                                "PUT",
                                "/api/cross-references/shop/" + kind + "/" + remote,
                                "{\"localId\":\"" + local + "\"}")
                        .statusCode())
                .isIn(200, 201);
    }

    private static List<String> told(FakeDestination shop) {
        return Systems.about(shop, "InventoryItem/" + INVENTORY_ITEM).stream()
                .map(call -> Json.read(call.body()).at("/variables/input/quantities/0"))
                .map(one -> one.path("changeFromQuantity").asText() + " "
                        + one.path("quantity").asText())
                .toList();
    }

    private Behaviour answered(Call call) {
        if (call.body().contains("inventorySetQuantities")) {
            JsonNode asked = Json.read(call.body()).at("/variables/input/quantities/0");
            JsonNode from = asked.path("changeFromQuantity");
            boolean stale = !from.isNull() && !from.asText().equals(held.get());
            if (!stale) {
                held.set(asked.path("quantity").asText());
            }
            return FakeDestination.answer(200, """
                    {"data": {"inventorySetQuantities": {"userErrors": [%s]}}, %s}
                    """.formatted(stale ? """
                            {"code": "CHANGE_FROM_QUANTITY_STALE", "field": ["input", "quantities", "0"], "message": "stale"}
                            """ : "", Systems.POINTS));
        }
        boolean asked = call.body().contains("sku:" + SKU);
        return FakeDestination.answer(200, """
                {"data": {"orders": {"pageInfo": {"hasNextPage": false, "endCursor": null}, "nodes": [%s]}}, %s}
                """.formatted(asked ? lost.get() : "", Systems.POINTS));
    }

    private static String order() {
        return """
                {"legacyResourceId": "9001", "name": "#9001", "processedAt": "%1$s", "createdAt": "%1$s", "updatedAt": "%1$s",
                 "cancelledAt": null, "displayFinancialStatus": "PAID", "displayFulfillmentStatus": "UNFULFILLED",
                 "currencyCode": "USD", "taxesIncluded": false, "email": null, "retailLocation": {"legacyResourceId": "655441491"},
                 "totalShippingPriceSet": {"shopMoney": {"amount": "0.0"}},
                 "currentSubtotalPriceSet": {"shopMoney": {"amount": "30.0"}},
                 "currentTotalTaxSet": {"shopMoney": {"amount": "0.0"}},
                 "currentTotalPriceSet": {"shopMoney": {"amount": "30.0"}},
                 "lineItems": {"pageInfo": {"hasNextPage": false}, "nodes": [
                   {"id": "gid://shopify/LineItem/1", "name": "Tee", "sku": "%2$s", "currentQuantity": 3, "unfulfilledQuantity": 3,
                    "variant": {"legacyResourceId": "77"}, "originalUnitPriceSet": {"shopMoney": {"amount": "10.0"}},
                    "discountAllocations": [], "taxLines": []}]}}
                """.formatted(Instant.now().toString(), SKU);
    }
}
