package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Another store and another item for lines of orders that are fetched, and lines that are not wanted any more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderMovesApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @BeforeAll
    void stock() {
        bed.posting.post(
                EventType.STOCK_RECEIVED,
                Events.received("r-1", "TEE", "4"),
                Events.received("r-2", "TEE", "2").put("location", "S2"),
                Events.received("r-3", "MUG", "2"));
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

    @Test
    void aLineGoesToAnotherStoreOrStaysWhereItIs() {
        order("M1", "2");

        JsonNode moved = bed.post("/api/orders/shop/M1/move", "{\"location\":\"S2\",\"lines\":[{\"line\":\"L1\"}]}")
                .json();

        assertThat(moved.at("/lines/0/claims/0/location").asText()).isEqualTo("S2");
        assertThat(moved.at("/lines/0/places").findValuesAsText("location")).startsWith("S1", "S2");
        assertThat(moved.at("/lines/0/places/0/givenUp/0/to").asText()).isEqualTo("S2");
        order("M2", "1");
        assertThat(bed.post("/api/orders/shop/M2/move", "{\"location\":\"S2\"}").problem())
                .isEqualTo("409 stock_short");
        assertThat(bed.post("/api/orders/shop/M9/move", "{\"location\":\"S2\"}").problem())
                .isEqualTo("404 order_unknown");
        assertThat(bed.post("/api/orders/shop/M2/move", "{}").problem()).isEqualTo("400 invalid_location");
        assertThat(bed.post("/api/orders/shop/M2/move", "{\"location\":\"S2\",\"lines\":[{\"line\":\"L9\"}]}")
                        .problem())
                .isEqualTo("404 line_unknown");
    }

    @Test
    void anotherItemStandsForALineOfAnOrder() {
        order("T1", "1");
        String offers = "/api/orders/shop/T1/substitutions";

        JsonNode offer = bed.post(offers, "{\"line\":\"L1\",\"sku\":\"MUG\"}").json();

        assertThat(offer.path("system").asText() + offer.path("order").asText() + offer.path("reservation"))
                .isEqualTo("shopT1");
        assertThat(bed.get(offers).json().path("items")).containsExactly(offer);
        bed.post("/api/substitutions/" + offer.path("id").asText() + "/accept", "");
        JsonNode line = bed.get("/api/orders/T1").json().at("/orders/0/lines/0");
        assertThat(line.path("substituted").asText() + " "
                        + line.path("allocated").asText())
                .isEqualTo("1 0");
        assertThat(bed.post("/api/orders/shop/T9/substitutions", "{\"line\":\"L1\",\"sku\":\"MUG\"}")
                        .problem())
                .isEqualTo("404 order_unknown");
    }

    @Test
    void aLineThatIsLeftOutIsShownAsCancelled() {
        ObjectNode two = Events.order("C1", 1, "open", "TEE", "1", "0");
        two.withArray("lines").addObject().put("id", "L2").put("sku", "MUG").put("quantity", "2");
        bed.posting.post(EventType.ORDER, two);

        bed.posting.post(EventType.ORDER, Events.order("C1", 2, "open", "TEE", "1", "0"));

        JsonNode lines = bed.get("/api/orders/C1").json().at("/orders/0/lines");
        assertThat(lines).hasSize(2);
        JsonNode gone = lines.path(1);
        assertThat(gone.path("id").asText() + " " + gone.path("sku").asText() + " "
                        + gone.path("ordered").asText() + " "
                        + gone.path("quantity").asText() + " "
                        + gone.path("cancelled").asText())
                .isEqualTo("L2 MUG 2 0 2");
    }
}
