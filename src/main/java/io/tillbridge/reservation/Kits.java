package io.tillbridge.reservation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lines of carts that ask for bundles ask for what these are made of now, or for those that were built beforehand. */
final class Kits {

    private Kits() {}

    /** The items that may be bundles. */
    static Set<String> skus(List<? extends Request> requests) {
        TreeSet<String> skus = new TreeSet<>();
        for (Request request : requests) {
            if (request instanceof Request.Reserve reserve) {
                reserve.lines().stream().filter(Request.Line::plain).forEach(line -> skus.add(line.sku()));
            }
        }
        return skus;
    }

    /**
     * The requests with their bundles opened.
     *
     * @param components of {@link #skus}
     */
    static List<Request> opened(List<? extends Request> requests, Map<String, Map<String, BigDecimal>> components) {
        if (components.isEmpty()) {
            return List.copyOf(requests);
        }
        List<Request> opened = new ArrayList<>();
        for (Request request : requests) {
            opened.add(request instanceof Request.Reserve reserve ? opened(reserve, components) : request);
        }
        return opened;
    }

    private static Request opened(Request.Reserve reserve, Map<String, Map<String, BigDecimal>> components) {
        List<Request.Line> lines = reserve.lines().stream()
                .map(line -> line.plain() && components.containsKey(line.sku())
                        ? line.madeOf(items(components.getOrDefault(line.sku(), Map.of())))
                        : line)
                .toList();
        return new Request.Reserve(
                reserve.cart(),
                reserve.fulfilment(),
                reserve.channel(),
                reserve.partial(),
                reserve.expiresAt(),
                reserve.promisedAt(),
                lines);
    }

    private static List<Request.Component> items(Map<String, BigDecimal> components) {
        List<Request.Component> items = new ArrayList<>();
        new TreeMap<>(components).forEach((sku, per) -> items.add(new Request.Component(sku, per)));
        return items;
    }
}
