package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The items the books know: a message that names another SKU is held until the item is here. */
@Component
public final class ItemMaster {

    private static final String KNOWN = "select sku from item where sku = any (?::text[])";

    private static final String UPSERT = """
            insert into item as i (sku, name, gtin, revision, updated_at)
            select s, n, g, r, ? from unnest(?::text[], ?::text[], ?::text[], ?::numeric[]) as row (s, n, g, r)
            on conflict (sku) do update
               set name = coalesce(excluded.name, i.name), gtin = coalesce(excluded.gtin, i.gtin),
                   revision = excluded.revision, updated_at = excluded.updated_at
             where i.revision is null or excluded.revision is null or i.revision <= excluded.revision
            """;

    private final CrossReferences references;
    private final Clock clock;

    public ItemMaster(CrossReferences references, Clock clock) {
        this.references = references;
        this.clock = clock;
    }

    /** Which of some SKUs are items, in one query. */
    public Set<String> known(Connection connection, Collection<String> skus) throws SQLException {
        Set<String> known = new HashSet<>();
        if (skus.isEmpty()) {
            return known;
        }
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setArray(1, connection.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
    }

    /**
     * Records items and the ids by which their systems know them. Of one SKU the newest revision counts, and an older one
     * than recorded changes nothing of the item; so it is with the SKU of a remote id. A GTIN that another item has is left
     * out.
     *
     * @param items in the order in which they came
     * @return what a person must look at
     */
    public List<ItemDoubt> upsert(Connection transaction, Collection<ItemUpserted> items) throws SQLException {
        if (items.isEmpty()) {
            return List.of();
        }
        Map<String, ItemUpserted> newest = new TreeMap<>();
        items.forEach(item -> newest.merge(item.sku(), item, (before, next) -> newer(next, before) ? next : before));
        Map<String, ItemDoubt> taken = new TreeMap<>();
        GtinOwners.hand(
                        transaction,
                        items.stream()
                                .filter(item -> item.equals(newest.get(item.sku())))
                                .toList())
                .forEach(doubt -> taken.put(doubt.item().sku(), doubt));
        try (PreparedStatement statement = transaction.prepareStatement(UPSERT)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            Columns.bind(statement, List.copyOf(newest.values()), 2)
                    .text(ItemUpserted::sku)
                    .text(ItemUpserted::name)
                    .text(item -> taken.containsKey(item.sku()) ? null : item.gtin())
                    .decimal(item -> item.revision().order());
            statement.executeUpdate();
        }
        List<ItemDoubt> doubts = new ArrayList<>(taken.values());
        doubts.addAll(link(transaction, items));
        return doubts;
    }

    private static boolean newer(ItemUpserted item, ItemUpserted before) {
        return item.revision().compareTo(before.revision()) >= 0;
    }

    /** Links are numbered as they come: revisions of two remote items say nothing about which of them came later. */
    private List<ItemDoubt> link(Connection transaction, Collection<ItemUpserted> items) throws SQLException {
        Map<Remote, ItemUpserted> named = new LinkedHashMap<>();
        for (ItemUpserted item : items) {
            for (ItemUpserted.Reference id : item.references()) {
                Remote remote = new Remote(item.system(), id.kind(), id.remoteId());
                ItemUpserted before = named.get(remote);
                if (before != null && !newer(item, before)) {
                    continue;
                }
                if (before != null && !before.sku().equals(item.sku())) {
                    named.remove(remote); // a new link comes last
                }
                named.put(remote, item);
            }
        }
        List<Link> links = new ArrayList<>();
        named.forEach((remote, item) ->
                links.add(new Link(remote, item.sku(), item.revision().order())));
        references.put(transaction, links);
        List<ItemDoubt> doubts = new ArrayList<>();
        for (CrossReferences.Older older : references.older(transaction, named.keySet())) {
            doubts.add(new ItemDoubt.SeveralIds(Objects.requireNonNull(named.get(older.remote())), older));
        }
        return doubts;
    }
}
