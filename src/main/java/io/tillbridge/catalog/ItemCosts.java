package io.tillbridge.catalog;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What one unit of an item costs the retailer, in the item's base unit; read in the caller's transaction. */
public final class ItemCosts {

    private static final String FIND =
            "select sku, cost, cost_currency from item where sku = any (?::text[]) and cost is not null and cost_currency is not null";

    private ItemCosts() {}

    /**
     * A standard cost.
     *
     * @param currency ISO 4217
     */
    public record Cost(BigDecimal amount, String currency) {}

    /** Those of the items that have one. */
    public static Map<String, Cost> of(Connection transaction, Collection<String> skus) throws SQLException {
        Map<String, Cost> costs = new HashMap<>();
        if (skus.isEmpty()) {
            return costs;
        }
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(1, transaction.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    costs.put(rows.getString(1), new Cost(rows.getBigDecimal(2), rows.getString(3)));
                }
            }
        }
        return costs;
    }
}
