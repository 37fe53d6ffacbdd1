package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A store says over the API what it did with an order's goods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderDeskApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @BeforeAll
    void stock() {
        bed.posting.post(EventType.STOCK_RECEIVED, Events.received("r-1", "TEE", "9"));
    }

    @AfterAll
    void close() {
        bed.close();
    }

    private void order(String id, String quantity) {
        bed.posting.post(
                EventType.ORDER,
                Events.order(id, 1, "open", "TEE", quantity, "0").put("fulfilment", "pickup"));
    }

    private static String figures(JsonNode order) {
        JsonNode line = order.at("/lines/0");
        return line.path("open").asText() + " " + line.path("allocated").asText() + " "
                + line.path("picked").asText() + " " + line.path("ready").asText() + " "
                + line.path("shipped").asText();
    }

    @Test
    void anOrderGoesFromTheShelfToTheCustomer() {
        order("P1", "3");
        String order = "/api/orders/shop/P1";

        assertThat(figures(bed.post(order + "/pick", "{\"lines\":[{\"line\":\"L1\",\"quantity\":\"2\"}]}")
                        .json()))
                .isEqualTo("0 3 2 0 0");
        assertThat(figures(bed.post(order + "/pick", "{\"missing\":[{\"line\":\"L1\"}]}")
                        .json()))
                .isEqualTo("1 2 2 0 0");
        assertThat(figures(bed.post(order + "/ready", "{\"location\":\"S1\"}").json()))
                .isEqualTo("1 2 2 2 0");
        JsonNode left = bed.post(order + "/hand-over", "").json();

        assertThat(figures(left)).isEqualTo("1 0 0 0 2");
        assertThat(left.path("steps").findValuesAsText("type"))
                .as("all at the same instant here")
                .containsExactlyInAnyOrder(
                        "fulfilment.picked", "fulfilment.short_picked", "fulfilment.ready", "fulfilment.handed_over");
        assertThat(left.at("/steps/0/system").asText() + left.at("/steps/0/messageId"))
                .isEqualTo("desk");
        assertThat(left.path("fulfilment").asText()).isEqualTo("part");
    }

    @Test
    void theSameKeyTakesEffectOnceThoughItsRowWasTakenAway() {
        order("P2", "3");
        String path = "/api/orders/shop/P2/hand-over";
        String body = "{\"lines\":[{\"line\":\"L1\",\"quantity\":\"1\"}]}";
        JsonNode first = bed.post(path, body, "hand-1").json();

        bed.posting.sql.sql("delete from idempotent_request").update();
        JsonNode again = bed.post(path, body, "hand-1").json();

        assertThat(figures(again)).isEqualTo(figures(first)).isEqualTo("0 2 0 0 1");
        bed.posting.sql.sql("delete from idempotent_request").update();
        assertThat(bed.post("/api/orders/shop/P2/pick", body, "hand-1").problem())
                .isEqualTo("409 operation_reused");
    }

    @Test
    void whatCannotBeSaysSo() {
        order("P3", "1");

        assertThat(bed.post("/api/orders/shop/P9/pick", "").problem()).isEqualTo("404 order_unknown");
        assertThat(bed.post("/api/orders/shop/P3/pick", "{\"lines\":[{\"line\":\"L9\"}]}")
                        .problem())
                .isEqualTo("404 line_unknown");
        assertThat(bed.post("/api/orders/shop/P3/pick", "{\"lines\":[],\"missing\":[]}")
                        .problem())
                .isEqualTo("400 invalid_lines");
        assertThat(bed.post("/api/orders/shop/P3/ready", "{\"location\":\"S7\"}")
                        .problem())
                .isEqualTo("409 nothing_open");
        assertThat(bed.post("/api/orders/shop/P3/hand-over", "{\"lines\":[{\"line\":\"L1\",\"quantity\":\"2\"}]}")
                        .problem())
                .isEqualTo("409 quantity_too_great");
    }
}
