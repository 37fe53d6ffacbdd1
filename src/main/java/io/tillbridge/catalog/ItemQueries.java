package io.tillbridge.catalog;

import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people and tools ask about items and cross references; changes nothing. Errors are Spring's
 * {@code DataAccessException}.
 */
@Component
public final class ItemQueries {

    private static final String CODE = """
            select code, nullif(store, '*'), sku, kind, trim_scale(units), unit, source from item_code""";
    private static final String LINK = """
            select connection, kind, remote_id, local_id,
                   not exists (select 1 from cross_reference later
                                where later.connection = x.connection and later.kind = x.kind
                                  and later.local_id = x.local_id and later.link_number > x.link_number)
              from cross_reference x""";

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;

    public ItemQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        sql = JdbcClient.create(jdbc);
    }

    /** Which links are asked for; a null part is not looked at. */
    public record LinkFilter(
            @Nullable String connection,
            @Nullable String kind,
            @Nullable String localId,
            @Nullable String remoteId) {}

    /** One item; empty when it is unknown. */
    public Optional<Item> find(String sku) {
        ItemState state = Objects.requireNonNull(jdbc.execute(
                        (ConnectionCallback<Map<String, ItemState>>) tx -> ItemRows.load(tx, List.of(sku))))
                .get(sku);
        return Optional.ofNullable(state)
                .map(found -> new Item(
                        sku,
                        found.cells,
                        codes(sku),
                        found.locked.stream().sorted().toList(),
                        found.mergedInto,
                        found.updatedAt));
    }

    private List<ItemCode> codes(String sku) {
        return sql.sql(CODE + " where sku = ? order by code collate \"C\", store")
                .param(sku)
                .query((row, number) -> code(row))
                .list();
    }

    /** The SKU of a GTIN-14; empty when no item has it. */
    public Optional<String> byGtin(String gtin) {
        return sql.sql("select sku from item where gtin = ?")
                .param(gtin)
                .query(String.class)
                .optional();
    }

    /** Which of some SKUs is an item, the first in their order. */
    public Optional<String> first(List<String> skus) {
        List<String> known = sql.sql("select sku from item where sku in (:skus)")
                .param("skus", skus)
                .query(String.class)
                .list();
        return skus.stream().filter(known::contains).findFirst();
    }

    /**
     * The first of some codes that an item has beside its GTIN; a store's own code comes before that of all.
     *
     * @param codes in the order in which they count
     * @param store null where it is not known
     */
    public Optional<ItemCode> byCode(List<String> codes, @Nullable String store) {
        return sql
                .sql(CODE + " where code in (:codes) and store in ('*', :store)")
                .param("codes", codes)
                .param("store", store == null ? "*" : store)
                .query((row, number) -> code(row))
                .list()
                .stream()
                .min(Comparator.comparing((ItemCode one) -> codes.indexOf(one.code()))
                        .thenComparing(one -> one.store() == null));
    }

    /** Those of the SKUs that no item has, in their order. */
    public List<String> unknown(List<String> skus) {
        return sql.sql("select s from unnest(?::text[]) with ordinality as asked (s, n)"
                        + " where not exists (select from item i where i.sku = s) order by n")
                .param(skus.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** All prices of an item, by list and store, the latest first. */
    public List<ItemPrices.Tier> prices(String sku) {
        return sql.sql(
                        "select price_id, sku, list, store, currency, amount, tax_included, effective_from, effective_to,"
                                + " source, message_id from item_price where sku = ? and not cancelled"
                                + " order by list, store, effective_from desc, price_id desc limit 1000")
                .param(sku)
                .query((row, number) -> ItemPrices.tier(row))
                .list();
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

    private static ItemCode code(ResultSet row) throws SQLException {
        return new ItemCode(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getString(6),
                row.getString(7));
    }

    private static Recorded link(ResultSet row) throws SQLException {
        Remote remote = new Remote(row.getString(1), row.getString(2), row.getString(3));
        return new Recorded(new Link(remote, row.getString(4)), row.getBoolean(5));
    }
}
