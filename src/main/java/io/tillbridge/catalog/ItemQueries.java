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
    private static final String LINK = """
            select connection, kind, remote_id, local_id,
                   not exists (select 1 from cross_reference later
                                where later.connection = x.connection and later.kind = x.kind
                                  and later.local_id = x.local_id and later.link_number > x.link_number)
              from cross_reference x""";

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
     * A link on record.
     *
     * @param told whether deliveries name this remote id: of several of one local id the one linked last
     */
    public record Recorded(Link link, boolean told) {}

    /**
     * Links in the order of connection, kind and remote id.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit at least 1
     */
    public List<Recorded> links(LinkFilter filter, @Nullable Remote after, int limit) {
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

    private static Recorded link(ResultSet row) throws SQLException {
        Remote remote = new Remote(row.getString(1), row.getString(2), row.getString(3));
        return new Recorded(new Link(remote, row.getString(4)), row.getBoolean(5));
    }
}
