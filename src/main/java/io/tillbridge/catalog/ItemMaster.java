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
import java.util.Comparator;
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
     * than recorded changes nothing of the item; the ids of all are recorded. A GTIN that another item has is left out.
     *
     * @param items in the order in which they came
     * @return what a person must look at
     */
    public List<ItemDoubt> upsert(Connection transaction, Collection<ItemUpserted> items) throws SQLException {
        List<ItemDoubt> doubts = new ArrayList<>();
        if (items.isEmpty()) {
            return doubts;
        }
        List<ItemUpserted> oldestFirst = items.stream()
                .sorted(Comparator.comparing(ItemUpserted::revision))
                .toList();
        Map<String, ItemUpserted> newest = new TreeMap<>();
        oldestFirst.forEach(item -> newest.put(item.sku(), item));
        Map<String, ItemDoubt> taken = new TreeMap<>();
        taken(
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
        doubts.addAll(taken.values());
        link(transaction, oldestFirst, doubts);
        return doubts;
    }

    /** Of items with one GTIN the one that has it keeps it, else the first of the batch gets it. */
    private static List<ItemDoubt> taken(Connection transaction, List<ItemUpserted> items) throws SQLException {
        Map<ItemUpserted, String> wanted = new LinkedHashMap<>();
        for (ItemUpserted item : items) {
            if (item.gtin() != null) {
                wanted.put(item, item.gtin());
            }
        }
        Map<String, String> owners = GtinOwners.of(transaction, wanted.values());
        List<ItemDoubt> taken = new ArrayList<>();
        wanted.forEach((item, gtin) -> {
            String owner = owners.putIfAbsent(gtin, item.sku());
            if (owner != null && !owner.equals(item.sku())) {
                taken.add(new ItemDoubt.GtinTaken(item, gtin, owner));
            }
        });
        return taken;
    }

    private void link(Connection transaction, List<ItemUpserted> oldestFirst, List<ItemDoubt> doubts)
            throws SQLException {
        Map<Remote, ItemUpserted> named = new LinkedHashMap<>();
        for (ItemUpserted item : oldestFirst) {
            for (ItemUpserted.Reference id : item.references()) {
                Remote remote = new Remote(item.system(), id.kind(), id.remoteId());
                named.remove(remote); // the last one named comes last
                named.put(remote, item);
            }
        }
        List<Link> links = new ArrayList<>();
        named.forEach((remote, item) -> links.add(new Link(remote, item.sku())));
        references.put(transaction, links);
        for (CrossReferences.Older older : references.older(transaction, named.keySet())) {
            ItemUpserted item = Objects.requireNonNull(named.get(older.link().remote()));
            doubts.add(new ItemDoubt.SeveralIds(item, older.link(), older.told()));
        }
    }
}
