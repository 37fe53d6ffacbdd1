package io.tillbridge.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Vendors' documents, taken from the mappings' samples and from published examples, under ids of the test's own. */
final class Payloads {

    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime() % 1_000_000_000L * 1_000);
    private static final String SHOP_ORDER = sample("shopify/order/samples/one-line-discounted");
    private static final String REGISTER_ORDER = sample("square/sale/samples/weighed-goods-and-tip");
    private static final String REGISTER_EVENT = resource("square-order-updated.json");

    private Payloads() {}

    /** A number that no other document of this run has. */
    static long fresh() {
        return NUMBER.incrementAndGet();
    }

    /** Shopify's order webhook: one piece of {@code sku}, not yet shipped. */
    static String shopOrder(String id, String sku) {
        return SHOP_ORDER
                .replace("1073459981", id)
                .replace("\"#1002\"", "\"#" + id + "\"")
                .replace("1071823193", "9" + id)
                .replace("IPOD2009BLACK", sku);
    }

    /** The same order an hour later, when the customer has made it two pieces. */
    static String shopOrderOfTwo(String id, String sku) {
        return shopOrder(id, sku)
                .replace(
                        "\"updated_at\": \"2025-04-02T11:31:38-05:00\"",
                        "\"updated_at\": \"2025-04-02T12:31:38-05:00\"")
                .replace("quantity\": 1,", "quantity\": 2,");
    }

    /** Shopify's order webhook of an order that was partly shipped: two of three pieces of {@code sku} have left. */
    static String shippedOrder(String id, String sku) {
        return renamed(sample("shopify/order/samples/partly-fulfilled"), id, sku);
    }

    /** The same order as Shopify's GraphQL API lists it. */
    static String shippedOrderNode(String id, String sku) {
        return renamed(sample("shopify/order_node/samples/partly-fulfilled"), id, sku);
    }

    private static String renamed(String text, String id, String sku) {
        return text.replace("820982911946154508", id)
                .replace("#2001", "#" + id)
                .replace("866550311766439020", "9" + id)
                .replace("8721042355331", sku);
    }

    /** Square's order as its API answers: 0.75 of one catalogue object sold at location L6KAXMZ50WFKS. */
    static String registerOrder(String id, String catalogObject) {
        return REGISTER_ORDER
                .replace("nT6eTFlDa7Ko7PDjNEJX7ij1jpeZY", id)
                .replace("KNE7SHMPLXXA6ZMIPY6GWJSK", catalogObject);
    }

    /** Square's thin event about an order. */
    static String registerEvent(String eventId, String orderId) {
        return REGISTER_EVENT
                .replace("eA3vssLHKJrv9H0IdJCM3gNqfdcZY", orderId)
                .replace("4b8e5c91-9f17-4cf1-900a-4a0629f81add", eventId);
    }

    /** Goods received at a location. */
    static String receipt(String id, String location, String sku, String quantity) {
        return "{\"receiptId\":\"" + id + "\",\"location\":\"" + location
                + "\",\"receivedAt\":\"2026-03-01T10:00:00Z\",\"supplier\":\"Acme\",\"lines\":[{\"line\":\"1\",\"sku\":\""
                + sku + "\",\"quantity\":\"" + quantity + "\"}]}";
    }

    private static String sample(String name) {
        try {
            return Files.readString(Path.of("mappings", name, "in.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("run the tests in the project's directory", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Payloads.class.getResourceAsStream("/journeys/" + name)) {
            if (in == null) {
                throw new IllegalStateException("test resource journeys/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("test resource journeys/" + name, e);
        }
    }
}
