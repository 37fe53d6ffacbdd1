package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderState;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The net change of reposts, summed up for people: balances, promises, orders, items, money as the documents tell it. */
final class RepostChange {

    /** Orders and items are listed up to here; the others are only counted. */
    private static final int LISTED = 200;

    private final Map<String, BigDecimal> balances = new TreeMap<>();
    private final Map<String, BigDecimal> claims = new TreeMap<>();
    private final Map<String, BigDecimal> money = new TreeMap<>();
    private final ArrayNode orders = ExactJson.nodes().arrayNode();
    private final ArrayNode items = ExactJson.nodes().arrayNode();
    private int pairs;
    private int changedOrders;
    private int changedItems;
    private int moneyUnknown;

    void add(Effects effects) {
        for (Movement movement : effects.movements) {
            balance(
                    movement.sku(),
                    movement.from(),
                    movement.fromBucket(),
                    movement.quantity().negate());
            balance(movement.sku(), movement.to(), movement.toBucket(), movement.quantity());
            pairs += movement.reverses() == null ? 0 : 1;
        }
        for (Claim claim : effects.claims) {
            Claim.Before before = claim.before();
            if (before != null) {
                sum(
                        claims,
                        before.sku() + '\0' + before.location(),
                        before.quantity().negate());
            }
            sum(claims, claim.sku() + '\0' + claim.location(), claim.quantity());
        }
        for (ItemUpserted item : effects.items.keySet()) {
            changedItems++;
            if (items.size() < LISTED) {
                items.addObject()
                        .put("sku", item.sku())
                        .put("name", item.name())
                        .put("gtin", item.gtin());
            }
        }
    }

    /** Sums up with another change. */
    void add(RepostChange other) {
        other.balances.forEach((key, change) -> sum(balances, key, change));
        other.claims.forEach((key, change) -> sum(claims, key, change));
        other.money.forEach((key, change) -> sum(money, key, change));
        other.orders.forEach(order -> list(orders, order));
        other.items.forEach(item -> list(items, item));
        pairs += other.pairs;
        changedOrders += other.changedOrders;
        changedItems += other.changedItems;
        moneyUnknown += other.moneyUnknown;
    }

    /** One as {@link #json} told it. */
    static RepostChange read(JsonNode json) {
        RepostChange change = new RepostChange();
        change.pairs = json.path("reversals").asInt();
        read(json.path("balances"), change.balances, "sku", "location", "bucket");
        read(json.path("claims"), change.claims, "sku", "location");
        read(json.path("money"), change.money, "currency");
        change.moneyUnknown = json.path("moneyUnknown").asInt();
        change.changedOrders = json.path("changedOrders").asInt();
        json.path("orders").forEach(change.orders::add);
        change.changedItems = json.path("changedItems").asInt();
        json.path("items").forEach(change.items::add);
        return change;
    }

    private static void list(ArrayNode listed, JsonNode one) {
        if (listed.size() < LISTED) {
            listed.add(one);
        }
    }

    void order(OrderState before, OrderState after) {
        money(before.document(), after.document());
        if (before.json().equals(after.json())) {
            return;
        }
        changedOrders++;
        if (orders.size() < LISTED) {
            ObjectNode order = orders.addObject()
                    .put("system", after.order().system())
                    .put("id", after.order().id())
                    .put("number", after.order().number());
            order.set("before", told(before));
            order.set("after", told(after));
        }
    }

    /** What a fact's total is now and was before, whatever currency; documents without a total change none. */
    void money(JsonNode before, JsonNode after) {
        money(before, BigDecimal::subtract);
        money(after, BigDecimal::add);
    }

    /** What a fact's total was before cannot be told, so that its money is in no sum. */
    void moneyUnknown(JsonNode after) {
        moneyUnknown += after.at("/totals/grand").isObject() ? 1 : 0;
    }

    ObjectNode json() {
        ObjectNode json = ExactJson.nodes().objectNode();
        json.put("reversals", pairs);
        rows(json.putArray("balances"), balances, "sku", "location", "bucket");
        rows(json.putArray("claims"), claims, "sku", "location");
        rows(json.putArray("money"), money, "currency");
        json.put("moneyUnknown", moneyUnknown);
        json.put("changedOrders", changedOrders);
        json.set("orders", orders);
        json.put("changedItems", changedItems);
        json.set("items", items);
        return json;
    }

    private static ObjectNode told(OrderState state) {
        ObjectNode told =
                ExactJson.nodes().objectNode().put("state", state.order().state());
        JsonNode total = state.document().at("/totals/grand");
        if (total.isObject()) {
            told.set("total", total);
        }
        return told;
    }

    private void money(JsonNode document, BiFunction<BigDecimal, BigDecimal, BigDecimal> sign) {
        JsonNode total = document.at("/totals/grand");
        if (total.path("amount").isTextual()) {
            BigDecimal amount = new BigDecimal(total.path("amount").asText());
            money.merge(total.path("currency").asText(), sign.apply(BigDecimal.ZERO, amount), BigDecimal::add);
        }
    }

    private void balance(String sku, Place place, Bucket bucket, BigDecimal change) {
        if (place.isLocation()) {
            sum(balances, sku + '\0' + place.name() + '\0' + bucket.word(), change);
        }
    }

    private static void sum(Map<String, BigDecimal> sums, String key, BigDecimal change) {
        sums.merge(key, change, BigDecimal::add);
    }

    private static void read(JsonNode rows, Map<String, BigDecimal> sums, String... names) {
        for (JsonNode row : rows) {
            String key = Stream.of(names).map(name -> row.path(name).asText()).collect(Collectors.joining("\0"));
            sum(sums, key, new BigDecimal(row.path("change").asText()));
        }
    }

    private static void rows(ArrayNode array, Map<String, BigDecimal> sums, String... names) {
        sums.forEach((key, sum) -> {
            if (sum.signum() != 0) {
                ObjectNode row = array.addObject();
                String[] parts = key.split("\0", -1);
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], parts[i]);
                }
                row.put("change", PlainDecimal.text(sum));
            }
        });
    }
}
