package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenericSystemsTest {

    private static final Item ITEM = Assortment.all().get(0);
    private static final Map<String, String> BEARER = Map.of("Authorization", "Bearer t0ken");

    private final Marketplace marketplace = new Marketplace("t0ken");
    private final Warehouse warehouse = new Warehouse("t0ken");
    private final Accounting accounting = new Accounting("t0ken");

    @Test
    void theMarketplaceWantsTheTokenAndAnIdempotencyKey() {
        String body = offers(offer(ITEM.sku(), 5, 1)).toString();
        assertThat(marketplace
                        .answer(Calls.post("/offers/stock", Map.of("Idempotency-Key", "a"), body))
                        .status())
                .isEqualTo(401);
        assertThat(marketplace.answer(Calls.post("/offers/stock", BEARER, body)).status())
                .isEqualTo(400);
        assertThat(offer("a", body).status()).isEqualTo(200);
        assertThat(marketplace.sellable(ITEM)).isEqualTo(5);
    }

    @Test
    void theMarketplaceRefusesOneOfferWithoutTheOthers() {
        Answer answer =
                offer("a", offers(offer("NOPE", 1, 1), offer(ITEM.sku(), 5, 1)).toString());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/errors/0/index").asInt()).isZero();
        assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("unknown_sku");
        assertThat(marketplace.sellable(ITEM)).isEqualTo(5);
    }

    @Test
    void theMarketplaceTakesAnItemOnceItsSellerListedIt() {
        assertThat(marketplace.answer(Calls.put("/offers/NEW-1", Map.of())).status())
                .isEqualTo(401);
        assertThat(offer("a", offers(offer("NEW-1", 1, 1)).toString())
                        .body()
                        .at("/accepted")
                        .asInt())
                .isZero();
        assertThat(marketplace.answer(Calls.put("/offers/NEW-1", BEARER)).status())
                .isEqualTo(200);
        assertThat(offer("b", offers(offer("NEW-1", 1, 1)).toString())
                        .body()
                        .at("/accepted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theMarketplaceRefusesASequenceThatGoesBack() {
        offer("a", offers(offer(ITEM.sku(), 5, 9)).toString());
        Answer answer = offer("b", offers(offer(ITEM.sku(), 4, 8)).toString());
        assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("sequence_went_back");
        assertThat(marketplace.sellable(ITEM)).isEqualTo(5);
    }

    @Test
    void theMarketplaceTakesAQuotedKeyOnceAndRefusesOtherBytesUnderIt() {
        String body = offers(offer(ITEM.sku(), 5, 1)).toString();
        offer("\"a\"", body);
        marketplace.order(1, Instant.EPOCH, ITEM, 2);
        assertThat(offer("a", body).status()).isEqualTo(200);
        assertThat(marketplace.sellable(ITEM)).as("a repeat sets nothing again").isEqualTo(3);
        assertThat(offer("a", offers(offer(ITEM.sku(), 6, 2)).toString()).status())
                .isEqualTo(422);
    }

    @Test
    void theMarketplaceTakesAtMostAHundredOffersACall() {
        ObjectNode[] many = new ObjectNode[101];
        for (int i = 0; i < many.length; i++) {
            many[i] = offer(ITEM.sku(), 5, i);
        }
        assertThat(offer("a", offers(many).toString()).status()).isEqualTo(422);
    }

    @Test
    void theMarketplaceSellsAtThePriceItWasToldLast() {
        assertThat(marketplace.order(1, Instant.EPOCH, ITEM, 1).path("total").asText())
                .isEqualTo(ITEM.price().toPlainString());
        assertThat(priced("a", ITEM.sku(), "7.50", "EUR", 2).at("/accepted").asInt())
                .isOne();

        ObjectNode order = marketplace.order(2, Instant.EPOCH, ITEM, 2);

        assertThat(order.at("/lines/0/unitPrice").asText()).isEqualTo("7.50");
        assertThat(order.path("total").asText()).isEqualTo("15.00");
        assertThat(refusal(priced("b", ITEM.sku(), "9.00", "EUR", 1))).isEqualTo("sequence_went_back");
        assertThat(refusal(priced("c", ITEM.sku(), "9.00", "USD", 3))).isEqualTo("currency_not_sold_in");
        assertThat(refusal(priced("d", ITEM.sku(), "-9", "EUR", 3))).isEqualTo("price_not_an_amount");
        assertThat(refusal(priced("e", "NOPE", "9.00", "EUR", 3))).isEqualTo("unknown_sku");
        assertThat(marketplace
                        .order(3, Instant.EPOCH, ITEM, 1)
                        .at("/lines/0/unitPrice")
                        .asText())
                .isEqualTo("7.50");
    }

    private JsonNode priced(String key, String sku, String price, String currency, long sequence) {
        ObjectNode item = Json.object()
                .put("sku", sku)
                .put("price", price)
                .put("currency", currency)
                .put("sequence", sequence);
        return marketplace
                .answer(Calls.post(
                        "/offers/prices",
                        Map.of("Authorization", "Bearer t0ken", "Idempotency-Key", key),
                        offers(item).toString()))
                .body();
    }

    private static String refusal(JsonNode answer) {
        return answer.at("/errors/0/code").asText();
    }

    @Test
    void theWarehouseWantsItsKeyAndRefusesASequenceThatGoesBack() {
        assertThat(stock("wrong", "a", 3, "5").status()).isEqualTo(401);
        assertThat(stock("t0ken", "", 3, "5").status()).isEqualTo(400);
        assertThat(stock("t0ken", "a", 3, "5").status()).isEqualTo(200);
        assertThat(stock("t0ken", "b", 2, "6").status()).isEqualTo(422);
        assertThat(warehouse.onHand(ITEM, "STORE1")).isEqualTo(new BigDecimal("5"));
    }

    @Test
    void accountingRefusesTotalsThatDoNotAddUpAndRevisionsThatGoBack() {
        assertThat(book("a", "3", "19.90", "4.90", "24.80").status()).isEqualTo(200);
        assertThat(book("b", "4", "19.90", "4.90", "25.80").status()).isEqualTo(422);
        assertThat(book("c", "2", "19.90", "4.90", "24.80").status()).isEqualTo(422);
        assertThat(book("d", "10", "19.90", "4.90", "24.80").status()).isEqualTo(200);
        assertThat(accounting.orders()).isOne();
        assertThat(accounting
                        .answer(Calls.post("/orders", Map.of("Idempotency-Key", "e"), "{}"))
                        .status())
                .isEqualTo(401);
        assertThat(accounting.answer(Calls.post("/orders", BEARER, "{}")).status())
                .isEqualTo(400);
    }

    private Answer book(String key, String revision, String goods, String shipping, String total) {
        ObjectNode order = Json.object()
                .put("source", "demo-shop")
                .put("orderId", "1")
                .put("state", "open")
                .put("revision", revision)
                .put("goods", goods)
                .put("shipping", shipping)
                .put("total", total);
        return accounting.answer(
                Calls.post("/orders", Map.of("Authorization", "Bearer t0ken", "Idempotency-Key", key), order));
    }

    private Answer stock(String apiKey, String key, int sequence, String onHand) {
        ObjectNode body = Json.object();
        body.putArray("items")
                .addObject()
                .put("sku", ITEM.sku())
                .put("location", "STORE1")
                .put("available", onHand)
                .put("onHand", onHand)
                .put("sequence", sequence);
        Map<String, String> headers =
                key.isEmpty() ? Map.of("X-Api-Key", apiKey) : Map.of("X-Api-Key", apiKey, "Idempotency-Key", key);
        return warehouse.answer(Calls.post("/availability", headers, body));
    }

    private Answer offer(String key, String body) {
        return marketplace.answer(
                Calls.post("/offers/stock", Map.of("Authorization", "Bearer t0ken", "Idempotency-Key", key), body));
    }

    private static ObjectNode offers(ObjectNode... offers) {
        ObjectNode body = Json.object();
        var items = body.putArray("items");
        for (ObjectNode offer : offers) {
            items.add(offer);
        }
        return body;
    }

    private static ObjectNode offer(String sku, int quantity, long sequence) {
        return Json.object()
                .put("sku", sku)
                .put("location", Assortment.WAREHOUSE)
                .put("quantity", quantity)
                .put("sequence", sequence);
    }
}
