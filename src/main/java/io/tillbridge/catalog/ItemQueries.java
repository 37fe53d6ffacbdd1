package io.tillbridge.catalog;

import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people and tools ask about items and cross references; changes nothing. Errors are Spring's
 * {@code DataAccessException}.
 */
@Component
public final class ItemQueries {

    private static final String ITEM = "select sku, name, gtin, updated_at from item";
    private static final String LINK = "select connection, kind, remote_id, local_id from cross_reference";

    private final JdbcClient sql;

    public ItemQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /** Which links are asked for; a null part is not looked at. */
    public record LinkFilter(
            @Nullable String connection,
            @Nullable String kind,
            @Nullable String localId,
            @Nullable String remoteId) {}

    /** One item; empty when it is unknown. */
    public Optional<Item> find(String sku) {
        return sql.sql(ITEM + " where sku = ?")
                .param(sku)
                .query((row, number) -> item(row))
                .optional();
    }

    /** The item of a GTIN-14; empty when no item has it. */
    public Optional<Item> byGtin(String gtin) {
        return sql.sql(ITEM + " where gtin = ?")
                .param(gtin)
                .query((row, number) -> item(row))
                .optional();
    }

    /**
     * Links in the order of connection, kind and remote id.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit at least 1
     */
    public List<Link> links(LinkFilter filter, @Nullable Remote after, int limit) {
        StringBuilder where = new StringBuilder(" where true");
        Map<String, Object> values = new HashMap<>();
        match(where, values, "connection", filter.connection());
        match(where, values, "kind", filter.kind());
        match(where, values, "local_id", filter.localId());
        match(where, values, "remote_id", filter.remoteId());
        if (after != null) {
            where.append(" and (connection, kind, remote_id) > (:c, :k, :r)");
            values.put("c", after.connection());
            values.put("k", after.kind());
            values.put("r", after.remoteId());
        }
        values.put("limit", limit);
        return sql.sql(LINK + where + " order by connection, kind, remote_id limit :limit")
                .params(values)
                .query((row, number) -> link(row))
                .list();
    }

    /** One link; empty when the remote id is unknown. */
    public Optional<Link> link(Remote remote) {
        return sql.sql(LINK + " where connection = ? and kind = ? and remote_id = ?")
                .params(remote.connection(), remote.kind(), remote.remoteId())
                .query((row, number) -> link(row))
                .optional();
    }

    private static void match(StringBuilder where, Map<String, Object> values, String column, @Nullable String value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant());
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(new Remote(row.getString(1), row.getString(2), row.getString(3)), row.getString(4));
    }
}
