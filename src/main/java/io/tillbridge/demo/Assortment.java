package io.tillbridge.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the demo retailer sells and where: 40 items, a warehouse and two stores, the same on every start. */
final class Assortment {

    static final String WAREHOUSE = "WAREHOUSE";

    /** The hub's names of the places, warehouse first. */
    static final List<String> LOCATIONS = List.of(WAREHOUSE, "STORE1", "STORE2");

    private static final List<String> KINDS = List.of(
            "Linen shirt",
            "Wool scarf",
            "Canvas bag",
            "Rain jacket",
            "Leather belt",
            "Cotton socks",
            "Denim jeans",
            "Felt hat",
            "Silk tie",
            "Fleece vest");
    private static final List<String> SIZES = List.of("S", "M", "L", "XL");

    /**
     * One item.
     *
     * @param number from 1; part of every system's id
     * @param price in euros, tax included
     */
    record Item(int number, String sku, String name, BigDecimal price) {

        /** Square's id of the item variation. */
        String squareVariation() {
            return "DEMOVARIATION" + String.format("%04d", number);
        }

        /** Shopify's inventory item id: beyond 2^53, as real ids may be. */
        long shopifyInventoryItem() {
            return 9_100_000_000_000_000L + number;
        }

        /** Shopify's variant id. */
        long shopifyVariant() {
            return 9_200_000_000_000_000L + number;
        }
    }

    private static final List<Item> ITEMS = items();

    private Assortment() {}

    static List<Item> all() {
        return ITEMS;
    }

    /** Square's id of a location. */
    static String squareLocation(String location) {
        return "LDEMO" + location;
    }

    /** Shopify's id of a location. */
    static long shopifyLocation(String location) {
        return 70_000_000_001L + LOCATIONS.indexOf(location);
    }

    private static List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (String kind : KINDS) {
            for (String size : SIZES) {
                int number = items.size() + 1;
                BigDecimal price = BigDecimal.valueOf(990 + 1_000L * (number % 9) + 500L * (number % 4), 2);
                items.add(new Item(number, "DEMO-" + String.format("%03d", number), kind + " " + size, price));
            }
        }
        return List.copyOf(items);
    }
}
