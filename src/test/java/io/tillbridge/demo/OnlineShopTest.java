package io.tillbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.demo.Assortment.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnlineShopTest {

    private static final String PATH = "/admin/api/2026-04/graphql.json";
    private static final Map<String, String> TOKEN = Map.of("X-Shopify-Access-Token", "t0ken");
    private static final Item ITEM = Assortment.all().get(0);
    private static final Item OTHER = Assortment.all().get(1);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final OnlineShop shop = new OnlineShop("t0ken");

    @Test
    void aCallWithoutTheTokenIsRefused() {
        assertThat(shop.answer(Calls.post(PATH, Map.of(), mutation("k1", quantity(ITEM, 5))))
                        .status())
                .isEqualTo(401);
        assertThat(shop.answer(Calls.post(PATH, Map.of("X-Shopify-Access-Token", "wrong"), mutation("k1")))
                        .status())
                .isEqualTo(401);
        assertThat(shop.sellable(ITEM)).isZero();
    }

    @Test
    void quantitiesAreSetAndSellingLowersThem() {
        Answer answer = send(mutation("k1", quantity(ITEM, 5), quantity(OTHER, 7)));
        assertThat(answer.body().at("/data/inventorySetQuantities/userErrors")).isEmpty();
        assertThat(shop.sellable(ITEM)).isEqualTo(5);
        shop.place(ShopOrder.placed(10_001, NOW, List.of(ITEM), 2));
        assertThat(shop.sellable(ITEM)).isEqualTo(3);
    }

    @Test
    void cancellingGivesTheGoodsBackOnce() {
        send(mutation("k1", quantity(ITEM, 5)));
        ShopOrder order = ShopOrder.placed(10_001, NOW, List.of(ITEM), 2);
        shop.place(order);
        ShopOrder cancelled = order.become(ShopOrder.State.CANCELLED, NOW);
        shop.keep(cancelled);
        shop.keep(cancelled);
        assertThat(shop.sellable(ITEM)).isEqualTo(5);
    }

    @Test
    void anAbsentChangeFromQuantityIsRefusedAndAnExplicitNullIsNot() {
        ObjectNode quantity = quantity(ITEM, 5);
        quantity.remove("changeFromQuantity");
        Answer answer = send(mutation("k1", quantity));
        assertThat(answer.body().at("/errors/0/message").asText()).contains("changeFromQuantity");
        assertThat(shop.sellable(ITEM)).isZero();
    }

    @Test
    void aStaleChangeFromQuantityIsAUserErrorThatNamesTheElement() {
        send(mutation("k1", quantity(OTHER, 7)));
        Answer answer =
                send(mutation("k2", quantity(ITEM, 1), quantity(OTHER, 3).put("changeFromQuantity", 6)));
        assertThat(answer.body()
                        .at("/data/inventorySetQuantities/userErrors/0/code")
                        .asText())
                .isEqualTo("CHANGE_FROM_QUANTITY_STALE");
        assertThat(answer.body()
                        .at("/data/inventorySetQuantities/userErrors/0/field/2")
                        .asText())
                .isEqualTo("1");
        assertThat(shop.sellable(ITEM))
                .as("one refused quantity refuses the call")
                .isZero();
    }

    @Test
    void anUnknownItemANegativeOrRepeatedQuantityIsAUserError() {
        assertThat(code(mutation("k1", quantity(ITEM, 1).put("inventoryItemId", "gid://shopify/InventoryItem/1"))))
                .isEqualTo("INVALID_INVENTORY_ITEM");
        assertThat(code(mutation("k2", quantity(ITEM, 1).put("locationId", "655441491"))))
                .isEqualTo("INVALID_LOCATION");
        assertThat(code(mutation("k3", quantity(ITEM, -1)))).isEqualTo("INVALID_QUANTITY_NEGATIVE");
        assertThat(code(mutation("k4", quantity(ITEM, 1), quantity(ITEM, 2))))
                .isEqualTo("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR");
    }

    @Test
    void theSameKeyIsAnsweredOnceAndWithOtherBytesRefused() {
        send(mutation("k1", quantity(ITEM, 5)));
        shop.place(ShopOrder.placed(10_001, NOW, List.of(ITEM), 2));
        send(mutation("k1", quantity(ITEM, 5)));
        assertThat(shop.sellable(ITEM)).as("a repeat sets nothing again").isEqualTo(3);
        assertThat(code(mutation("k1", quantity(ITEM, 9)))).isEqualTo("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
    }

    @Test
    void aMutationWithoutTheIdempotencyDirectiveIsRefused() {
        ObjectNode request = mutation("k1", quantity(ITEM, 5));
        request.put("query", request.path("query").asText().replace("@idempotent(key: $key)", ""));
        assertThat(send(request).body().at("/errors/0/message").asText()).contains("@idempotent");
        assertThat(shop.sellable(ITEM)).isZero();
    }

    @Test
    void ordersAreListedPageByPageInsideTheWindow() {
        for (int i = 0; i < 5; i++) {
            shop.keep(ShopOrder.placed(10_000 + i, NOW.plusSeconds(i), List.of(ITEM), 1));
        }
        ObjectNode first = query("2026-03-01T10:00:01Z", "2026-03-01T10:00:04Z", null);
        assertThat(first.at("/data/orders/nodes")).hasSize(2);
        assertThat(first.at("/data/orders/nodes/0/name").asText()).isEqualTo("#10001");
        assertThat(first.at("/data/orders/pageInfo/hasNextPage").asBoolean()).isTrue();
        ObjectNode second = query(
                "2026-03-01T10:00:01Z",
                "2026-03-01T10:00:04Z",
                first.at("/data/orders/pageInfo/endCursor").asText());
        assertThat(second.at("/data/orders/nodes")).hasSize(1);
        assertThat(second.at("/data/orders/pageInfo/hasNextPage").asBoolean()).isFalse();
    }

    private ObjectNode query(String from, String to, @Nullable String after) {
        ObjectNode request = Json.object().put("query", "query { orders(first: 2) { nodes { name } } }");
        ObjectNode variables = request.putObject("variables").put("first", 2);
        variables.put("q", "updated_at:>='" + from + "' AND updated_at:<'" + to + "'");
        if (after != null) {
            variables.put("after", after);
        }
        return send(request).body();
    }

    private Answer send(ObjectNode request) {
        return shop.answer(Calls.post(PATH, TOKEN, request));
    }

    private String code(ObjectNode request) {
        return send(request)
                .body()
                .at("/data/inventorySetQuantities/userErrors/0/code")
                .asText();
    }

    private static ObjectNode quantity(Item item, int quantity) {
        ObjectNode json = Json.object()
                .put("inventoryItemId", "gid://shopify/InventoryItem/" + item.shopifyInventoryItem())
                .put("locationId", "gid://shopify/Location/" + Assortment.shopifyLocation(Assortment.WAREHOUSE))
                .put("quantity", quantity);
        json.putNull("changeFromQuantity");
        return json;
    }

    private static ObjectNode mutation(String key, ObjectNode... quantities) {
        ObjectNode request = Json.object()
                .put(
                        "query",
                        "mutation { inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { code } } }");
        ObjectNode variables = request.putObject("variables").put("key", key);
        ObjectNode input = variables.putObject("input").put("name", "available").put("reason", "correction");
        var list = input.putArray("quantities");
        for (ObjectNode quantity : quantities) {
            list.add(quantity);
        }
        return request;
    }
}
