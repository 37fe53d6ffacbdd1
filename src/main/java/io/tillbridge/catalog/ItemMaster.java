package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The items the books know: a message that names another SKU is held until the item is here. */
@Component
public final class ItemMaster {

    private static final String KNOWN = "select sku from item where sku = any (?::text[])";

    private static final String UPSERT = """
            insert into item as i (sku, name, gtin, revision, updated_at) values (?, ?, ?, ?, ?)
            on conflict (sku) do update
               set name = coalesce(excluded.name, i.name), gtin = coalesce(excluded.gtin, i.gtin),
                   revision = excluded.revision, updated_at = excluded.updated_at
             where i.revision is null or excluded.revision is null or i.revision <= excluded.revision
            """;

    private static final String UPSERT_REFERENCE = """
            insert into cross_reference (connection, kind, remote_id, local_id, updated_at) values (?, ?, ?, ?, ?)
            on conflict (connection, kind, remote_id) do update
               set local_id = excluded.local_id, updated_at = excluded.updated_at
            """;

    private final Clock clock;

    public ItemMaster(Clock clock) {
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

    /** Records items and the ids by which their system knows them; an older revision changes nothing of the item. */
    public void upsert(Connection transaction, Collection<ItemUpserted> items) throws SQLException {
        Timestamp now = Timestamp.from(clock.instant());
        try (PreparedStatement item = transaction.prepareStatement(UPSERT);
                PreparedStatement reference = transaction.prepareStatement(UPSERT_REFERENCE)) {
            for (ItemUpserted upserted : items) {
                item.setString(1, upserted.sku());
                item.setString(2, upserted.name());
                item.setString(3, upserted.gtin());
                item.setBigDecimal(4, upserted.revision().order());
                item.setTimestamp(5, now);
                item.addBatch();
                for (ItemUpserted.Reference id : upserted.references()) {
                    reference.setString(1, upserted.system());
                    reference.setString(2, id.kind());
                    reference.setString(3, id.remoteId());
                    reference.setString(4, upserted.sku());
                    reference.setTimestamp(5, now);
                    reference.addBatch();
                }
            }
            item.executeBatch();
            reference.executeBatch();
        }
    }
}
