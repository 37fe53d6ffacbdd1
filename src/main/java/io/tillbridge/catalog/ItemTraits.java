package io.tillbridge.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rules ask of items: category and ABC class; read in the caller's transaction. */
public final class ItemTraits {

    private static final String FIND = "select sku, category, abc_class from item"
            + " where sku = any (?::text[]) and (category is not null or abc_class is not null)";

    private ItemTraits() {}

    /** Of one item. */
    public record Trait(@Nullable String category, @Nullable String abcClass) {}

    /** Those of the items that have any. */
    public static Map<String, Trait> of(Connection transaction, Collection<String> skus) throws SQLException {
        Map<String, Trait> traits = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(1, transaction.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    traits.put(rows.getString(1), new Trait(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return traits;
    }
}
