package io.tillbridge.posting;

import java.util.SortedMap;
import java.util.TreeMap;

/** What a retailer truly has: pieces by item, location and bucket, and how many of them are promised. */
final class Retailer {

    private final TreeMap<String, Integer> figures = new TreeMap<>();

    void move(String sku, String location, String bucket, int pieces) {
        figures.merge(sku + " " + location + " " + bucket, pieces, Integer::sum);
    }

    int has(String sku, String location, String bucket) {
        return figures.getOrDefault(sku + " " + location + " " + bucket, 0);
    }

    void claim(String sku, String location, int pieces) {
        figures.merge(sku + " " + location + " claimed", pieces, Integer::sum);
    }

    /** {@code TEE S1 sellable} to pieces, without what is none. */
    SortedMap<String, Integer> figures() {
        TreeMap<String, Integer> some = new TreeMap<>(figures);
        some.values().removeIf(pieces -> pieces == 0);
        return some;
    }
}
