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
import java.util.List;
import java.util.Set;
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
     * Records items and the ids by which their system knows them; an older revision changes nothing of the item.
     *
     * @param items at most one per SKU
     */
    public void upsert(Connection transaction, Collection<ItemUpserted> items) throws SQLException {
        if (items.isEmpty()) {
            return;
        }
        List<ItemUpserted> sorted =
                items.stream().sorted(Comparator.comparing(ItemUpserted::sku)).toList();
        try (PreparedStatement statement = transaction.prepareStatement(UPSERT)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            Columns.bind(statement, sorted, 2)
                    .text(ItemUpserted::sku)
                    .text(ItemUpserted::name)
                    .text(ItemUpserted::gtin)
                    .decimal(item -> item.revision().order());
            statement.executeUpdate();
        }
        List<Link> links = new ArrayList<>();
        for (ItemUpserted item : sorted) {
            for (ItemUpserted.Reference id : item.references()) {
                links.add(new Link(new Remote(item.system(), id.kind(), id.remoteId()), item.sku()));
            }
        }
        references.put(transaction, links);
    }
}
