package io.tillbridge.reservation;

import io.tillbridge.catalog.ItemComponents;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lines of carts that ask for bundles ask for what these are made of now, or for those that were built beforehand. */
final class Kits {

    private Kits() {}

    /** The requests with their bundles opened. */
    static List<Request> opened(Connection tx, List<? extends Request> requests) throws SQLException {
        TreeSet<String> skus = new TreeSet<>();
        for (Request request : requests) {
            if (request instanceof Request.Reserve reserve) {
                reserve.lines().stream().filter(Request.Line::plain).forEach(line -> skus.add(line.sku()));
            }
        }
        Map<String, Map<String, BigDecimal>> components = skus.isEmpty() ? Map.of() : ItemComponents.of(tx, skus);
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
