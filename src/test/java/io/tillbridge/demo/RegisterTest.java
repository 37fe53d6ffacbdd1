package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegisterTest {

    private static final Map<String, String> HEADERS =
            Map.of("Authorization", "Bearer t0ken", "Square-Version", "2026-07-15");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Register register = new Register("t0ken");

    @Test
    void anOrderIsReadWithTheTokenOnly() {
        RegisterSale sale = sale(7, NOW);
        register.keep(sale);
        assertThat(register.answer(Calls.get("/v2/orders/" + sale.id(), Map.of()))
                        .status())
                .isEqualTo(401);
        assertThat(register.answer(Calls.get("/v2/orders/none", HEADERS)).status())
                .isEqualTo(404);
        ObjectNode order =
                register.answer(Calls.get("/v2/orders/" + sale.id(), HEADERS)).body();
        assertThat(order.at("/order/id").asText())
                .isEqualTo(sale.event().at("/data/id").asText());
        assertThat(order.at("/order/line_items/0/quantity").isTextual()).isTrue();
        assertThat(order.at("/order/total_money/amount").asLong())
                .isEqualTo(2
                        * order.at("/order/line_items/0/base_price_money/amount")
                                .asLong());
    }

    @Test
    void ordersAreSearchedByWindowLocationAndPage() {
        for (int i = 0; i < 5; i++) {
            register.keep(sale(i, NOW.plusSeconds(i)));
        }
        ObjectNode search = Json.object().put("limit", 2);
        search.putArray("location_ids").add(Assortment.squareLocation("STORE1"));
        search.putObject("query")
                .putObject("filter")
                .putObject("date_time_filter")
                .putObject("updated_at")
                .put("start_at", "2026-03-01T10:00:01Z")
                .put("end_at", "2026-03-01T10:00:03Z");
        ObjectNode first = register.answer(Calls.post("/v2/orders/search", HEADERS, search))
                .body();
        assertThat(first.path("orders")).hasSize(2);
        search.put("cursor", first.path("cursor").asText());
        ObjectNode second = register.answer(Calls.post("/v2/orders/search", HEADERS, search))
                .body();
        assertThat(second.path("orders")).hasSize(1);
        assertThat(second.has("cursor")).isFalse();
        search.remove("location_ids");
        assertThat(register.answer(Calls.post("/v2/orders/search", HEADERS, search))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theCatalogueIsReadToItsEndAndNotAgain() {
        ObjectNode search = Json.object().put("limit", 30).put("begin_time", "1970-01-01T00:00:00Z");
        ObjectNode first = register.answer(Calls.post("/v2/catalog/search", HEADERS, search))
                .body();
        assertThat(first.path("objects")).hasSize(30);
        search.put("cursor", first.path("cursor").asText());
        assertThat(register.answer(Calls.post("/v2/catalog/search", HEADERS, search))
                        .body()
                        .path("objects"))
                .hasSize(Assortment.all().size() - 30);
        search.put("begin_time", first.path("latest_time").asText());
        assertThat(register.answer(Calls.post("/v2/catalog/search", HEADERS, search))
                        .body()
                        .has("objects"))
                .isFalse();
    }

    private static RegisterSale sale(int number, Instant at) {
        return new RegisterSale(number, "STORE1", at, Assortment.all().get(3), 2, true);
    }
}
