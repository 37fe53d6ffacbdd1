package io.tillbridge.posting;

import io.tillbridge.catalog.ItemComponents;
import io.tillbridge.platform.Columns;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bundles whose figures are due. Who changes a balance only notes its bundles here: their figures need the balances of all
 * components, and those are locked together, in key order, by the one who tells them.
 */
final class BundlesDue {

    private static final String NOTE = """
            with touched as (select s, l from unnest(?::text[], ?::text[]) as row (s, l)),
                 due as (
                     insert into bundle_due (bundle, location)
                     select c.sku, t.l from touched t join item_component c on c.component = t.s
                     union
                     select c.sku, t.l from touched t join item_component c on c.sku = t.s
                     returning bundle)
            select distinct bundle from due where bundle in (select s from touched)
            """;

    /** Also bundles that have no components any more: what is told of them is what was built. */
    private static final String REMADE = """
            insert into bundle_due (bundle, location)
            select i.sku, b.location from item i join stock_balance b on b.sku = i.sku
             where i.sku = any (?::text[]) and i.kind in ('bundle', 'kit') and b.location <> 'unassigned'
            union
            select c.sku, b.location from item_component c join stock_balance b on b.sku = c.component
             where c.sku = any (?::text[]) and b.location <> 'unassigned'
            """;

    private static final String ALL = "select coalesce(array_agg(distinct sku), '{}') from item_component";

    private static final String TAKE = """
            delete from bundle_due where due_id in (
                select due_id from bundle_due order by due_id limit ? for update skip locked)
            returning bundle, location
            """;

    private volatile boolean any = true;

    /** Looks whether there are bundles at all; without any, postings ask for none. Of the first ones all figures are due. */
    void look(Connection tx) throws SQLException {
        boolean found = ItemComponents.any(tx);
        if (found && !any) {
            remade(tx, all(tx));
        }
        any = found;
    }

    private static List<String> all(Connection tx) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(ALL);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? List.of((String[]) row.getArray(1).getArray()) : List.of();
        }
    }

    /**
     * Notes the bundles of changed balances.
     *
     * @return those of the changed items that are bundles themselves
     */
    Set<String> note(Connection tx, List<Balance> balances) throws SQLException {
        Set<String> bundles = new HashSet<>();
        if (!any) {
            return bundles;
        }
        try (PreparedStatement statement = tx.prepareStatement(NOTE)) {
            Columns.bind(statement, balances, 1).text(Balance::sku).text(Balance::location);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bundles.add(rows.getString(1));
                }
            }
        }
        return bundles;
    }

    /** Notes items whose components may have changed. */
    void remade(Connection tx, Collection<String> skus) throws SQLException {
        any = true;
        try (PreparedStatement statement = tx.prepareStatement(REMADE)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            statement.setArray(2, tx.createArrayOf("text", skus.toArray()));
            statement.executeUpdate();
        }
    }

    /** Takes some that nobody else is at, each once. */
    static Set<StockKey> take(Connection tx, int most) throws SQLException {
        List<StockKey> taken = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(TAKE)) {
            statement.setInt(1, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taken.add(new StockKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return new TreeSet<>(taken);
    }
}
