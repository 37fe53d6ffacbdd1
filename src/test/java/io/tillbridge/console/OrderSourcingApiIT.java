package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where orders are served from, what locations are to pick, and an order's money, over the API. */
class OrderSourcingApiIT {

    private final ConsoleBed bed = new ConsoleBed(PostingBed.with(
            Map.of(
                    "config/locations.yaml",
                    "locations: [{id: W1, groups: [warehouses]}, {id: W2, groups: [warehouses]}]",
                    "config/sourcing.yaml",
                    "connections: [shop]\nrules: [{id: web, from: [{group: warehouses}]}]"),
            List.of()));

    OrderSourcingApiIT() {
        bed.posting.addItems("TEE");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private void order(String id, String quantity, String promisedAt) {
        ObjectNode order = Events.order(id, 1, "open", "TEE", quantity, "0");
        order.remove("location");
        if (!promisedAt.isEmpty()) {
            order.put("promisedAt", promisedAt);
        }
        bed.posting.post(EventType.ORDER, order);
    }

    private void stock(String location, String quantity) {
        bed.posting.post(
                EventType.STOCK_RECEIVED,
                Events.received("R-" + location, "TEE", quantity).put("location", location));
    }

    private List<String> orders(JsonNode page) {
        List<String> orders = new ArrayList<>();
        page.path("items").forEach(item -> orders.add(item.path("orderId").asText()));
        return orders;
    }

    @Test
    void aPreviewSaysWhyAndApplyingDoesIt() {
        order("O1", "3", "");
        stock("W2", "5");
        JsonNode preview = bed.post("/api/orders/shop/O1/sourcing/preview", "").json();
        assertThat(preview.path("applied").asBoolean()).isFalse();
        assertThat(preview.at("/methods/0/rule").asText()).isEqualTo("web");
        assertThat(preview.at("/methods/0/placed/0").toString())
                .isEqualTo("{\"line\":\"L1\",\"location\":\"W2\",\"quantity\":\"3\",\"why\":\"all_lines\"}");
        assertThat(preview.at("/methods/0/considered/0").toString())
                .isEqualTo("{\"location\":\"W1\",\"taken\":false,\"why\":\"no_stock\"}");
        assertThat(bed.get("/api/conflicts?kind=sourcing_unplaced").json().path("items"))
                .hasSize(1);

        assertThat(bed.post("/api/orders/shop/O1/sourcing", "")
                        .json()
                        .path("applied")
                        .asBoolean())
                .isTrue();
        JsonNode line = bed.get("/api/orders/O1").json().at("/orders/0/lines/0");
        assertThat(line.at("/places/0/location").asText() + " "
                        + line.at("/places/0/why").asText())
                .isEqualTo("W2 web: all_lines");
        assertThat(line.path("open").asText() + " " + line.path("allocated").asText())
                .isEqualTo("0 3");
        assertThat(bed.get("/api/conflicts?kind=sourcing_unplaced").json().path("items"))
                .isEmpty();
        assertThat(bed.post("/api/orders/shop/none/sourcing", "").problem()).isEqualTo("404 order_unknown");
        assertThat(bed.post("/api/orders/shop/none/sourcing/preview", "").problem())
                .isEqualTo("404 order_unknown");
    }

    @Test
    void aPickListIsInTheOrderOfPromises() {
        stock("W1", "50");
        order("O1", "1", "");
        order("O2", "1", "2026-11-24T12:00:00Z");
        order("O3", "1", "2026-11-23T12:00:00Z");
        order("O4", "1", "");

        JsonNode first = bed.get("/api/fulfilments?location=W1&limit=3").json();
        JsonNode second = bed.get("/api/fulfilments?location=W1&limit=3&after="
                        + first.path("next").asText().replace("|", "%7C"))
                .json();
        List<String> all = new ArrayList<>(orders(first));
        all.addAll(orders(second));
        assertThat(all.subList(0, 2)).containsExactly("O3", "O2");
        assertThat(all.subList(2, 4)).containsExactlyInAnyOrder("O1", "O4");
        assertThat(first.at("/items/0/lines/0").toString())
                .isEqualTo("{\"id\":\"L1\",\"sku\":\"TEE\",\"quantity\":\"1\",\"open\":\"1\",\"picked\":\"0\"}");
        assertThat(bed.get("/api/fulfilments?location=W2").json().path("items")).isEmpty();
        assertThat(bed.get("/api/fulfilments?location=W1&after=x").problem()).isEqualTo("400 invalid_cursor");
        assertThat(bed.get("/api/fulfilments?location=W1&after=x%7Cy").problem())
                .isEqualTo("400 invalid_cursor");
    }

    @Test
    void anOrderTellsItsPaymentsRefundsAndReturnsWithTheirMessages() {
        order("O1", "2", "");
        ObjectNode paid = Events.order("P-1", 1, "open", "TEE", "1", "0").retain("system", "id");
        paid.put("orderId", "O1").put("occurredAt", "2026-11-21T10:30:00Z").put("kind", "card");
        paid.putObject("amount").put("amount", "50.00").put("currency", "EUR");
        String payment =
                bed.posting.post(EventType.PAYMENT_CAPTURED, paid).get(0).toString();
        bed.posting.post(EventType.PAYMENT_REFUNDED, paid.deepCopy().put("id", "B-1"));
        bed.posting.post(EventType.RETURN, Events.returned("T-1", "TEE", "1", "none"));

        JsonNode order = bed.get("/api/orders/O1").json().at("/orders/0");
        assertThat(order.at("/payments/0/messageId").asText()).isEqualTo(payment);
        assertThat(order.at("/payments/0/amount/amount").asText()).isEqualTo("50.00");
        assertThat(order.at("/refunds/0/id").asText()).isEqualTo("B-1");
        assertThat(order.at("/returns/0/lines/0/quantity").asText()).isEqualTo("1");
        assertThat(order.path("timeline")).hasSize(4);
    }
}
