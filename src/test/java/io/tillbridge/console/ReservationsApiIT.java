package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reservations over the API, from the hold to the customer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReservationsApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    private static String hold(String cart, String sku, String location, String quantity) {
        return """
                {"connection": "shop", "reference": "%s", "lines": [
                    {"line": "1", "sku": "%s", "location": "%s", "quantity": "%s"}]}""".formatted(cart, sku, location, quantity);
    }

    private static String line(JsonNode reservation, int at, String... cells) {
        StringBuilder text = new StringBuilder();
        for (String cell : cells) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(reservation.path("lines").path(at).path(cell).asText());
        }
        return text.toString();
    }

    @Test
    void aCartGoesFromItsHoldToTheCustomer() {
        bed.posting.post(STOCK_RECEIVED, Events.received("api-1", "TEE", "5"));

        ConsoleBed.Answer held = bed.post("/api/reservations", hold("cart-1", "TEE", "S1", "3"));

        assertThat(held.status()).as(held.response().body()).isEqualTo(201);
        assertThat(line(held.json(), 0, "line", "sku", "location", "state", "quantity", "fulfilment"))
                .isEqualTo("1 TEE S1 held 3 ship_from_warehouse");
        assertThat(held.json().at("/lines/0/expiresAt").asText()).isNotEmpty();
        String one = "/api/reservations/" + held.json().path("id").asText();
        assertThat(bed.post("/api/reservations", hold("cart-1", "TEE", "S1", "3"))
                        .json()
                        .path("id"))
                .isEqualTo(held.json().path("id"));
        assertThat(bed.get(one).json().path("reference").asText()).isEqualTo("cart-1");
        assertThat(bed.get("/api/stock/TEE").json().at("/locations/0/claimed").asText())
                .isEqualTo("3");
        assertThat(line(bed.post(one + "/extend", "{\"reason\":\"payment\"}").json(), 0, "state"))
                .isEqualTo("held");
        assertThat(bed.post(one + "/allocate", "{}").problem()).isEqualTo("409 not_confirmed");
        assertThat(line(bed.post(one + "/confirm", "{\"paid\":true}").json(), 0, "state", "paid"))
                .isEqualTo("confirmed true");
        assertThat(line(bed.post(one + "/allocate", "{}").json(), 0, "state")).isEqualTo("allocated");
        assertThat(line(bed.post(one + "/pick", "").json(), 0, "state")).isEqualTo("picked");
        String part = "{\"lines\":[{\"line\":\"1\",\"quantity\":\"1\"}]}";
        assertThat(line(bed.post(one + "/consume", part, "\"ship-a\"").json(), 0, "quantity", "consumed"))
                .isEqualTo("2 1");
        assertThat(line(bed.post(one + "/consume", part, "\"ship-a\"").json(), 0, "quantity", "consumed"))
                .isEqualTo("2 1");
        assertThat(line(bed.post(one + "/consume", "{}").json(), 0, "state")).isEqualTo("consumed");
        assertThat(bed.get("/api/stock/TEE").json().at("/locations/0/sellable").asText())
                .isEqualTo("2");
        assertThat(bed.get("/api/stock/TEE/movements")
                        .json()
                        .at("/items/0/reason")
                        .asText())
                .isEqualTo("shipment");
        assertThat(bed.get("/api/reservations?reference=cart-1").json().path("items"))
                .hasSize(1);
        assertThat(bed.get("/api/reservations?sku=TEE").json().path("items")).isEmpty();
    }

    @Test
    void aRefusalSaysWhatCouldBeHadAndWhy() {
        bed.posting.post(STOCK_RECEIVED, Events.received("api-2", "KEPT", "5"));
        bed.post("/api/reservations", hold("cart-2", "KEPT", "S1", "1"));

        ConsoleBed.Answer refused = bed.post("/api/reservations", hold("cart-3", "KEPT", "S1", "3"));

        assertThat(refused.problem()).isEqualTo("409 stock_short");
        assertThat(refused.json().path("lines").toString())
                .isEqualTo("[{\"line\":\"1\",\"location\":\"S1\",\"asked\":\"3\",\"available\":\"2\",\"why\":["
                        + "{\"sku\":\"KEPT\",\"sellable\":\"5\",\"claimed\":\"1\",\"safetyStock\":\"2\",\"buffer\":\"0\","
                        + "\"unassigned\":\"0\",\"shortfall\":\"0\",\"available\":\"2\"}]}]");
        JsonNode partly = bed.post(
                        "/api/reservations",
                        hold("cart-3", "KEPT", "S1", "3").replace("{\"connection", "{\"partial\": true, \"connection"))
                .json();
        assertThat(line(partly, 0, "state", "quantity")).isEqualTo("held 2");
        assertThat(partly.path("shortages")).hasSize(1);
        JsonNode page =
                bed.get("/api/reservations?sku=KEPT&location=S1&limit=1").json();
        assertThat(page.path("items")).hasSize(1);
        assertThat(bed.get("/api/reservations?sku=KEPT&location=S1&after="
                                + page.path("next").asText())
                        .json()
                        .path("items"))
                .hasSize(1);
        String id = partly.path("id").asText();
        assertThat(bed.delete("/api/reservations/" + id).status()).isEqualTo(204);
        assertThat(line(bed.get("/api/reservations/" + id).json(), 0, "state", "quantity"))
                .isEqualTo("released 0");
    }

    @Test
    void whatIsNoRequestIsRefusedByItsPlace() {
        String unknown = "/api/reservations/00000000-0000-8000-8000-000000000000";
        assertThat(bed.get(unknown).problem()).isEqualTo("404 reservation_unknown");
        assertThat(bed.delete(unknown).problem()).isEqualTo("404 reservation_unknown");
        assertThat(bed.post(unknown + "/consume", "{}").problem()).isEqualTo("404 reservation_unknown");
        assertThat(bed.post("/api/reservations", hold("c", "MUG", "S1", "-1")).problem())
                .isEqualTo("400 invalid_quantity");
        assertThat(bed.post("/api/reservations", hold("c", "MUG", "customer", "1"))
                        .problem())
                .isEqualTo("400 location_invalid");
        assertThat(bed.post("/api/reservations", hold("c", "MUG", "S1", "1").replace("\"shop\"", "\"zzz\""))
                        .problem())
                .isEqualTo("404 connection_unknown");
        assertThat(bed.post("/api/reservations", "{\"connection\":\"shop\",\"reference\":\"c\",\"lines\":[]}")
                        .problem())
                .isEqualTo("400 invalid_lines");
        assertThat(bed.post(
                                "/api/reservations",
                                hold("c", "MUG", "S1", "1")
                                        .replace("{\"connection", "{\"fulfilment\": \"drone\", \"connection"))
                        .problem())
                .isEqualTo("400 fulfilment_unknown");
    }
}
