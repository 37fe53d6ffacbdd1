package io.tillbridge.catalog;

import io.tillbridge.platform.RoundTrip;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What bundles and kits are made of; read in the caller's transaction. */
public final class ItemComponents {

    private static final String FIND =
            "select sku, component, quantity from item_component where sku = any (?::text[])";

    private ItemComponents() {}

    /** Whether any item has components. */
    public static boolean any(Connection transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("select exists (select from item_component)");
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Base units of each component in one, by bundle; an item without components is not there. */
    public static Map<String, Map<String, BigDecimal>> of(Connection transaction, Collection<String> skus)
            throws SQLException {
        RoundTrip alone = new RoundTrip();
        Map<String, Map<String, BigDecimal>> components = read(alone, skus);
        alone.run(transaction);
        return components;
    }

    /** The same; they are there when the round trip has run. */
    public static Map<String, Map<String, BigDecimal>> read(RoundTrip together, Collection<String> skus) {
        Map<String, Map<String, BigDecimal>> components = new TreeMap<>();
        together.then(
                FIND,
                (statement, first) ->
                        statement.setArray(first, statement.getConnection().createArrayOf("text", skus.toArray())),
                rows -> {
                    while (rows.next()) {
                        components
                                .computeIfAbsent(rows.getString(1), sku -> new TreeMap<>())
                                .put(rows.getString(2), rows.getBigDecimal(3));
                    }
                });
        return components;
    }
}
