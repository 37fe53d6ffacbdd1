package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which item has a GTIN: the first that took it, until it names another. Whoever gives items GTINs asks here before; until
 * the transaction ends nobody else gives an item one, so that the answer stays true.
 */
final class GtinOwners {

    private static final long LOCK = 0x7469_6c6c_6774_696eL;

    private static final String FIND = """
            select sku, gtin, revision from item where gtin = any (?::text[]) or sku = any (?::text[])
             order by sku collate "C" for update
            """;

    private static final String FREE = "update item set gtin = null where sku = any (?::text[])";

    private GtinOwners() {}

    private record Known(@Nullable String gtin, @Nullable BigDecimal revision) {}

    /** The SKU that has a GTIN-14. */
    static Optional<String> of(Connection transaction, String gtin) throws SQLException {
        return known(transaction, List.of(gtin), List.of()).keySet().stream().findFirst();
    }

    /**
     * Settles which items get the GTINs they name, and takes from each the one that it does not name any more. What is
     * older than recorded has no say.
     *
     * @param items at most one per SKU, in the order in which they came; those without a GTIN keep what they have
     * @return those that are to be recorded without: another item has it
     */
    static List<ItemDoubt.GtinTaken> hand(Connection transaction, Collection<ItemUpserted> items) throws SQLException {
        Map<ItemUpserted, String> wanted = new LinkedHashMap<>();
        for (ItemUpserted item : items) {
            if (item.gtin() != null) {
                wanted.put(item, item.gtin());
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<String, Known> known = known(
                transaction,
                wanted.values(),
                wanted.keySet().stream().map(ItemUpserted::sku).toList());
        wanted.keySet().removeIf(item -> stale(item, known.get(item.sku())));
        Map<String, String> owners = new HashMap<>();
        known.forEach((sku, row) -> {
            if (row.gtin() != null) {
                owners.put(row.gtin(), sku);
            }
        });
        List<String> freed = new ArrayList<>();
        wanted.forEach((item, gtin) -> {
            Known before = known.get(item.sku());
            if (before != null && before.gtin() != null && !before.gtin().equals(gtin)) {
                owners.remove(before.gtin());
                freed.add(item.sku());
            }
        });
        free(transaction, freed);
        List<ItemDoubt.GtinTaken> taken = new ArrayList<>();
        wanted.forEach((item, gtin) -> {
            String owner = owners.putIfAbsent(gtin, item.sku());
            if (owner != null && !owner.equals(item.sku())) {
                taken.add(new ItemDoubt.GtinTaken(item, gtin, owner));
            }
        });
        return taken;
    }

    private static boolean stale(ItemUpserted item, @Nullable Known known) {
        return known != null
                && known.revision() != null
                && item.revision().order().compareTo(known.revision()) < 0;
    }

    private static Map<String, Known> known(Connection transaction, Collection<String> gtins, Collection<String> skus)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
        Map<String, Known> known = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(1, transaction.createArrayOf("text", gtins.toArray()));
            statement.setArray(2, transaction.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(rows.getString(1), new Known(rows.getString(2), rows.getBigDecimal(3)));
                }
            }
        }
        return known;
    }

    private static void free(Connection transaction, List<String> skus) throws SQLException {
        if (skus.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(FREE)) {
            statement.setArray(1, transaction.createArrayOf("text", skus.toArray()));
            statement.executeUpdate();
        }
    }
}
