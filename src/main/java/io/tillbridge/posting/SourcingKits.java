package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the bundles of orders are made of, as it was settled when each was first posted: so what is looked for is what is
 * claimed, whatever the item master says by now. An item that was settled as none is taken as it is.
 *
 * @param settled by order and SKU
 */
record SourcingKits(Map<String, Map<String, SoldBundle>> settled) {

    /** Of some orders, which are posted already. */
    static SourcingKits of(Connection tx, Collection<OrderKey> orders) throws SQLException {
        Set<String> subjects = new TreeSet<>();
        orders.forEach(order -> subjects.add(OrderPosting.subject(order)));
        return new SourcingKits(SoldBundleRows.of(tx, subjects));
    }

    /** The components of an order's item; none of one that is no bundle. */
    Map<String, BigDecimal> of(OrderKey order, String sku) {
        SoldBundle bundle =
                settled.getOrDefault(OrderPosting.subject(order), Map.of()).get(sku);
        return bundle == null ? Map.of() : bundle.components();
    }

    /** Items of an order and what they are made of. */
    Set<String> with(OrderKey order, Set<String> skus) {
        Set<String> all = new TreeSet<>(skus);
        skus.forEach(sku -> all.addAll(of(order, sku).keySet()));
        return all;
    }

    /**
     * How many whole ones can be made.
     *
     * @param parts base units of each component in one
     * @param has of a component
     */
    static BigDecimal makes(Map<String, BigDecimal> parts, Function<String, BigDecimal> has) {
        return parts.entrySet().stream()
                .map(part -> has.apply(part.getKey()).divide(part.getValue(), 0, RoundingMode.FLOOR))
                .min(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO)
                .max(BigDecimal.ZERO);
    }
}
