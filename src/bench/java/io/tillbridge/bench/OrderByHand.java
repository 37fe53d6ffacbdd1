package io.tillbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/** What {@code mappings/shopify/order/V001} says, written out in Java over Jackson: the least that such a translation costs. */
final class OrderByHand {

    private static final Map<String, String> PAID = Map.of(
            "pending", "pending",
            "authorized", "pending",
            "partially_paid", "pending",
            "expired", "voided",
            "paid", "paid",
            "partially_refunded", "partially_refunded",
            "refunded", "refunded",
            "voided", "voided");

    private final String connection;
    private final ZoneId zone;
    private final String location;

    OrderByHand(String connection, ZoneId zone, String location) {
        this.connection = connection;
        this.zone = zone;
        this.location = location;
    }

    ObjectNode translate(JsonNode order) {
        String ccy = order.path("currency").textValue();
        OffsetDateTime placed = OffsetDateTime.parse(
                first(order.path("processed_at"), order.path("created_at")).textValue());
        String state = state(order);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("system", connection);
        result.put("id", order.path("id").asText());
        result.put("number", order.path("name").textValue());
        result.put("state", state);
        result.put("placedAt", placed.toInstant().toString());
        result.put("businessDate", placed.atZoneSameInstant(zone).toLocalDate().toString());
        result.put(
                "revision",
                OffsetDateTime.parse(order.path("updated_at").textValue())
                        .toInstant()
                        .toString());
        result.put("currency", ccy);
        result.set("taxIncluded", order.path("taxes_included"));
        result.putObject("customer")
                .put("email", order.path("email").textValue().split(" ", 2)[0].toLowerCase(Locale.ROOT));
        result.put("location", location);
        ArrayNode lines = result.putArray("lines");
        for (JsonNode line : order.path("line_items")) {
            if (wanted(line)) {
                line(lines.addObject(), line, state, ccy);
            }
        }
        ObjectNode totals = result.putObject("totals");
        money(totals, "goods", first(order.path("current_subtotal_price"), order.path("subtotal_price")), ccy);
        money(totals, "shipping", shop(order.path("total_shipping_price_set")), ccy);
        money(totals, "tax", first(order.path("current_total_tax"), order.path("total_tax")), ccy);
        money(totals, "grand", first(order.path("current_total_price"), order.path("total_price")), ccy);
        result.putObject("payment")
                .put("state", PAID.get(order.path("financial_status").textValue()));
        return result;
    }

    private static String state(JsonNode order) {
        if (order.hasNonNull("cancelled_at")) {
            return "cancelled";
        }
        return "fulfilled".equals(order.path("fulfillment_status").textValue()) ? "completed" : "open";
    }

    private static boolean wanted(JsonNode line) {
        JsonNode quantity = line.path("current_quantity");
        return line.hasNonNull("variant_id")
                && (!quantity.isNumber() || quantity.decimalValue().signum() > 0);
    }

    private static void line(ObjectNode result, JsonNode line, String state, String ccy) {
        BigDecimal quantity =
                first(line.path("current_quantity"), line.path("quantity")).decimalValue();
        BigDecimal open = first(line.path("fulfillable_quantity"), line.path("current_quantity"), line.path("quantity"))
                .decimalValue();
        BigDecimal fulfilled = state.equals("cancelled")
                ? BigDecimal.ZERO
                : quantity.subtract(open).max(BigDecimal.ZERO);
        BigDecimal price = decimal(first(shop(line.path("price_set")), line.path("price")));
        BigDecimal discount = BigDecimal.ZERO;
        for (JsonNode allocation : line.path("discount_allocations")) {
            discount = discount.add(decimal(shop(allocation.path("amount_set"))));
        }
        result.put("id", line.path("id").asText());
        result.put("sku", line.path("sku").textValue().split("\n", 2)[0]);
        result.put("name", line.path("name").textValue());
        result.put("quantity", quantity.toPlainString());
        result.put("open", open.toPlainString());
        result.put("fulfilled", fulfilled.toPlainString());
        money(result, "unitPrice", price, ccy);
        money(result, "discount", discount, ccy);
        money(result, "lineTotal", price.multiply(quantity).subtract(discount), ccy);
        ArrayNode taxes = result.putArray("taxes");
        for (JsonNode tax : line.path("tax_lines")) {
            ObjectNode one = taxes.addObject();
            one.put("code", tax.path("title").textValue());
            money(one, "amount", first(shop(tax.path("price_set")), tax.path("price")), ccy);
        }
    }

    private static JsonNode shop(JsonNode set) {
        return set.path("shop_money").path("amount");
    }

    private static JsonNode first(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (!candidate.isMissingNode() && !candidate.isNull()) {
                return candidate;
            }
        }
        return candidates[candidates.length - 1];
    }

    private static BigDecimal decimal(JsonNode amount) {
        return new BigDecimal(amount.asText());
    }

    private static void money(ObjectNode object, String name, JsonNode amount, String ccy) {
        money(object, name, decimal(amount), ccy);
    }

    private static void money(ObjectNode object, String name, BigDecimal amount, String ccy) {
        object.putObject(name)
                .put("amount", amount.setScale(2, RoundingMode.HALF_UP).toPlainString())
                .put("currency", ccy);
    }
}
