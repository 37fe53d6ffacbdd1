package io.tillbridge.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a Shopify order (shopify.dev/docs/api/admin-rest/2026-04/resources/order), its members in the order in which Shopify sends them: the id
 * first, the lines last.
 */
final class OrderText {

    private static final int TAIL = 1_800;

    private OrderText() {}

    static String sku(int item) {
        return "SKU-" + (10_000 + item);
    }

    static String location(int location) {
        return "L" + (1 + location);
    }

    /** The beginning of an order. */
    static String head(long id) {
        return "{\"id\":" + id + ",\"admin_graphql_api_id\":\"gid://shopify/Order/" + id + "\",";
    }

    /** What all orders share between head and tail; a note fills it up so that an order has about {@code bytes}. */
    static String shared(int bytes) {
        try (InputStream in = OrderText.class.getResourceAsStream("/bench/order-head.json")) {
            if (in == null) {
                throw new IllegalStateException("class path resource /bench/order-head.json is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            String open =
                    text.substring(text.indexOf('{') + 1, text.lastIndexOf('}')).strip();
            int missing = Math.max(0, bytes - TAIL - open.length() - 12);
            return open + ",\"note\":\""
                    + "please ring twice. ".repeat(missing / 19 + 1).substring(0, missing) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of an order, from a comma to the closing brace. Its cart and checkout are its own: carts are locked. */
    static void tail(StringBuilder out, long id, String at, long location, int first, int second) {
        out.append(
                ",\"cart_token\":\"%1$032x\",\"checkout_id\":%1$d,\"checkout_token\":\"%1$032x\",\"token\":\"%1$032x\""
                        .formatted(id));
        out.append(",\"name\":\"#")
                .append(id % 1_000_000_000L)
                .append("\",\"created_at\":\"")
                .append(at);
        out.append("\",\"processed_at\":\"")
                .append(at)
                .append("\",\"updated_at\":\"")
                .append(at);
        out.append("\",\"location_id\":").append(location).append(",\"line_items\":[");
        line(out, id * 10 + 1, first);
        out.append(',');
        line(out, id * 10 + 2, second);
        out.append("]}");
    }

    private static void line(StringBuilder out, long id, int item) {
        out.append("{\"id\":")
                .append(id)
                .append(",\"admin_graphql_api_id\":\"gid://shopify/LineItem/")
                .append(id);
        out.append("\",\"variant_id\":").append(40_000_000_000_000L + item);
        out.append(",\"product_id\":").append(7_000_000_000_000L + item);
        out.append(",\"sku\":\"")
                .append(sku(item))
                .append("\",\"name\":\"Item ")
                .append(item);
        out.append("\",\"title\":\"Item ").append(item);
        out.append("""
                ","quantity":1,"current_quantity":1,"fulfillable_quantity":1,"fulfillment_service":"manual",\
                "fulfillment_status":null,"gift_card":false,"grams":200,"price":"10.00",\
                "price_set":{"shop_money":{"amount":"10.00","currency_code":"EUR"},\
                "presentment_money":{"amount":"10.00","currency_code":"EUR"}},\
                "requires_shipping":true,"taxable":true,"total_discount":"0.00","discount_allocations":[],\
                "tax_lines":[{"title":"MwSt","price":"1.60","rate":0.19,"channel_liable":false,\
                "price_set":{"shop_money":{"amount":"1.60","currency_code":"EUR"},\
                "presentment_money":{"amount":"1.60","currency_code":"EUR"}}}]}""");
    }
}
