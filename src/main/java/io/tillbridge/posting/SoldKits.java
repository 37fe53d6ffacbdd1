package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.books.KitPart;
import io.tillbridge.catalog.ItemPrices;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the bundles of sold orders are made of, with what each component cost by itself when the order was placed. */
final class SoldKits {

    private SoldKits() {}

    /**
     * By order and line; orders without bundles are not there.
     *
     * @param orders documents by {@code system|id}
     */
    static Map<String, Map<String, Map<String, KitPart>>> of(Connection tx, Map<String, JsonNode> orders)
            throws SQLException {
        TreeSet<String> subjects = new TreeSet<>();
        orders.keySet().forEach(key -> subjects.add("order|" + key));
        Map<String, Map<String, SoldBundle>> settled = SoldBundleRows.of(tx, subjects);
        Map<String, Map<String, Map<String, KitPart>>> kits = new HashMap<>();
        for (Map.Entry<String, JsonNode> order : orders.entrySet()) {
            Map<String, SoldBundle> bundles = settled.getOrDefault("order|" + order.getKey(), Map.of());
            if (!bundles.isEmpty()) {
                kits.put(order.getKey(), lines(tx, order.getValue(), bundles));
            }
        }
        return kits;
    }

    private static Map<String, Map<String, KitPart>> lines(
            Connection tx, JsonNode order, Map<String, SoldBundle> bundles) throws SQLException {
        TreeSet<String> components = new TreeSet<>();
        bundles.values().forEach(bundle -> components.addAll(bundle.components().keySet()));
        Map<String, BigDecimal> prices = prices(tx, components, order);
        Map<String, Map<String, KitPart>> lines = new TreeMap<>();
        for (JsonNode line : order.path("lines")) {
            SoldBundle bundle = bundles.get(line.path("sku").asText());
            if (bundle != null) {
                Map<String, KitPart> parts = new TreeMap<>();
                bundle.components()
                        .forEach((sku, per) -> parts.put(
                                sku,
                                new KitPart(
                                        per,
                                        prices.getOrDefault(sku, BigDecimal.ZERO)
                                                .multiply(per))));
                lines.put(line.path("id").asText(), parts);
            }
        }
        return lines;
    }

    /** By the usual list, in the order's currency. */
    private static Map<String, BigDecimal> prices(Connection tx, Collection<String> skus, JsonNode order)
            throws SQLException {
        String placed = order.path("placedAt").asText("");
        String currency = order.path("currency").asText();
        Map<ItemPrices.Key, ItemPrices.Tier> tiers = new ItemPrices()
                .inEffect(
                        tx,
                        skus.stream()
                                .map(sku -> new ItemPrices.Key(sku, "", ""))
                                .toList(),
                        placed.isEmpty() ? Instant.EPOCH : Instant.parse(placed));
        Map<String, BigDecimal> prices = new HashMap<>();
        tiers.forEach((key, tier) -> {
            if (tier.price().currency().equals(currency)) {
                prices.put(key.sku(), tier.price().value());
            }
        });
        return prices;
    }
}
