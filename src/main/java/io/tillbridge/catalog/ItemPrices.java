package io.tillbridge.catalog;

import io.tillbridge.canonical.Amount;
import io.tillbridge.canonical.PriceChanged;
import io.tillbridge.platform.Cells;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prices of items by list and store, each from a time on. At any time that price counts which began last and has not ended.
 * Whoever writes prices and items locks the prices first.
 */
@Component
public final class ItemPrices {

    private static final String PUT = """
            insert into item_price as p (sku, list, store, currency, amount, tax_included, effective_from, effective_to,
                                         source, message_id, revision, cancelled, recorded_at)
            select s, l, w, c, a, x, f, t, o, m, r, d, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::bool[], ?::timestamptz[],
                          ?::timestamptz[], ?::text[], ?::uuid[], ?::numeric[], ?::bool[])
                   as row (s, l, w, c, a, x, f, t, o, m, r, d)
             order by s, l, w, o, f
            on conflict (sku, list, store, source, effective_from) do update
               set currency = excluded.currency, amount = excluded.amount, tax_included = excluded.tax_included,
                   effective_to = excluded.effective_to, message_id = excluded.message_id, revision = excluded.revision,
                   cancelled = excluded.cancelled, recorded_at = excluded.recorded_at, begun_at = null, ended_at = null
             where (coalesce(excluded.revision, 0), excluded.cancelled) >= (coalesce(p.revision, 0), p.cancelled)
            """;

    private static final String IN_EFFECT = """
            select distinct on (p.sku, p.list, p.store) p.price_id, p.sku, p.list, p.store, p.currency, p.amount,
                   p.tax_included, p.effective_from, p.effective_to, p.source, p.message_id
              from item_price p
              join unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) as n (s, l, w, a)
                on p.sku = n.s and p.list = n.l and p.store = n.w
               and p.effective_from <= n.a and (p.effective_to is null or p.effective_to > n.a) and not p.cancelled
             order by p.sku, p.list, p.store, p.effective_from desc, p.price_id desc
            """;

    private static final String WITHDRAW = """
            with gone as (delete from item_price where message_id = ? returning sku, list, store)
            update item_price_told t set again = true from gone g
             where (t.sku, t.list, t.store) = (g.sku, g.list, g.store)
            """;

    private static final String NEXT = """
            with counted as (select sku from item where sku = any (?::text[]) order by sku collate "C" for update)
            update item i set prices = prices + n
              from counted c join unnest(?::text[], ?::int[]) as row (s, n) on c.sku = s
             where i.sku = c.sku returning i.sku, i.prices - n + 1
            """;

    private static final Comparator<Said> NEWER = Comparator.comparing(
                    (Said one) -> Objects.requireNonNullElse(one.revision(), BigDecimal.ZERO))
            .thenComparing(one -> one.price().cancelled());

    /** What a price is of; empty texts stand for the usual list and for all stores. */
    public record Key(String sku, String list, String store) {}

    /** A price on record. */
    public record Tier(
            long id,
            Key key,
            Amount price,
            @Nullable Boolean taxIncluded,
            Instant effectiveFrom,
            @Nullable Instant effectiveTo,
            String source,
            UUID messageId) {}

    /** A price that a message tells. */
    public record Said(PriceChanged price, UUID messageId) {

        public Key key() {
            return new Key(
                    price.sku(), price.list() == null ? "" : price.list(), price.store() == null ? "" : price.store());
        }

        private @Nullable BigDecimal revision() {
            return price.revision() == null ? null : price.revision().order();
        }
    }

    /**
     * Records prices; of one system, list, store and beginning the greatest revision counts, of equal ones the one that takes
     * the price back, else the last said.
     */
    public void put(Connection transaction, List<Said> said, Instant now) throws SQLException {
        Map<List<Object>, Said> last = new HashMap<>();
        said.forEach(one -> last.merge(
                List.of(one.key(), one.price().system(), one.price().effectiveFrom()),
                one,
                (old, other) -> NEWER.compare(other, old) >= 0 ? other : old));
        List<Said> rows = List.copyOf(last.values());
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(PUT)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, rows, 2)
                    .text(one -> one.key().sku())
                    .text(one -> one.key().list())
                    .text(one -> one.key().store())
                    .text(one -> one.price().price().currency())
                    .decimal(one -> one.price().price().value())
                    .bool(one -> one.price().taxIncluded())
                    .instant(one -> one.price().effectiveFrom())
                    .instant(one -> one.price().effectiveTo())
                    .text(one -> one.price().system())
                    .uuid(Said::messageId)
                    .decimal(Said::revision)
                    .bool(one -> one.price().cancelled());
            statement.executeUpdate();
        }
    }

    /** Takes back what a message said; what destinations were told of it is looked at again. */
    public void withdraw(Connection transaction, UUID messageId) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(WITHDRAW)) {
            statement.setObject(1, messageId);
            statement.executeUpdate();
        }
    }

    /**
     * Takes numbers for what is told of items' prices; locks the items.
     *
     * @param counts how many each item needs
     * @return the first of each
     */
    public Map<String, Long> next(Connection transaction, Map<String, Integer> counts) throws SQLException {
        Map<String, Long> next = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(NEXT)) {
            statement.setArray(
                    1, transaction.createArrayOf("text", counts.keySet().toArray()));
            Columns.bind(statement, List.copyOf(counts.entrySet()), 2)
                    .text(Map.Entry::getKey)
                    .integer(Map.Entry::getValue);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    next.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return next;
    }

    /** The prices that count at a time, of those keys that have one. */
    public Map<Key, Tier> inEffect(Connection connection, Collection<Key> keys, Instant at) throws SQLException {
        Map<Key, Tier> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(IN_EFFECT)) {
            Columns.bind(statement, List.copyOf(keys), 1)
                    .text(Key::sku)
                    .text(Key::list)
                    .text(Key::store)
                    .instant(key -> at);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Tier tier = tier(row);
                    found.put(tier.key(), tier);
                }
            }
        }
        return found;
    }

    /** What an item costs in a store by the usual list: the store's own price, else that of all. */
    public Optional<Tier> usual(Connection connection, String sku, @Nullable String store, Instant at)
            throws SQLException {
        List<Key> keys =
                store == null ? List.of(new Key(sku, "", "")) : List.of(new Key(sku, "", ""), new Key(sku, "", store));
        return inEffect(connection, keys, at).values().stream()
                .max(Comparator.comparing(tier -> tier.key().store().length()));
    }

    static Key key(ResultSet row, int first) throws SQLException {
        return new Key(row.getString(first), row.getString(first + 1), row.getString(first + 2));
    }

    static Tier tier(ResultSet row) throws SQLException {
        Instant to = Cells.instant(row, 9);
        boolean taxed = row.getBoolean(7);
        return new Tier(
                row.getLong(1),
                key(row, 2),
                new Amount(row.getBigDecimal(6), row.getString(5)),
                row.getObject(7) == null ? null : taxed,
                row.getTimestamp(8).toInstant(),
                to,
                row.getString(10),
                row.getObject(11, UUID.class));
    }
}
