package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A mapping in the shape of a shop platform's order, and documents for it. */
final class ShopifyOrders {

    private ShopifyOrders() {}

    static Mapping mapping() {
        return TestMappings.compile(
                TestMappings.resource("shopify-order.yaml"),
                TestMappings.resource("order-state.yaml"),
                TestMappings.resource("tax-codes.yaml"));
    }

    /** An order of two lines with a grand total of 62.51. */
    static ObjectNode order(long id) {
        ObjectNode order = (ObjectNode) ExactJson.parse("""
                {"name": "#1001", "cancelled_at": null, "financial_status": "paid", "processed_at": "2026-05-01T02:30:00-04:00",
                 "created_at": "2026-05-01T02:29:00-04:00", "updated_at": "2026-05-01T02:31:00-04:00", "currency": "USD",
                 "taxes_included": false, "email": " Jane@Example.com ", "tags": "vip, gift,", "current_total_tax": "4.63",
                 "current_total_price": "62.51", "client_details": {"browser_ip": "1.2.3.4"},
                 "total_shipping_price_set": {"shop_money": {"amount": "5.00", "currency_code": "USD"}}}
                """);
        order.put("id", id);
        ArrayNode lines = order.putArray("line_items");
        lines.add(line(id + 1, " tee-red-m ", "19.99", "2", "0.01", "State Tax"));
        lines.add(line(id + 2, "MUG", "12.91", "1", "0.00", "County tax"));
        lines.add(line(id + 3, "REMOVED", "99.00", "0", "0.00", "State Tax"));
        return order;
    }

    static TranslationInput input(ObjectNode order) {
        TranslationInput plain = TestMappings.input("{}");
        return new TranslationInput(
                order, plain.connection(), plain.event(), Map.of("store", ExactJson.parse("\"ST7\"")), plain.batch());
    }

    private static ObjectNode line(long id, String sku, String price, String quantity, String discount, String tax) {
        return (ObjectNode) ExactJson.parse("""
                {"id": %d, "sku": "%s", "current_quantity": %s, "title": "A title", "variant_id": 808950810,
                 "price_set": {"shop_money": {"amount": "%s", "currency_code": "USD"}},
                 "discount_allocations": [{"amount_set": {"shop_money": {"amount": "%s"}}}],
                 "tax_lines": [{"title": "%s", "price_set": {"shop_money": {"amount": "1.00"}}}]}
                """.formatted(id, sku, quantity, price, discount, tax));
    }
}
