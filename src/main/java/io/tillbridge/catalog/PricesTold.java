package io.tillbridge.catalog;

import io.tillbridge.canonical.Amount;
import io.tillbridge.catalog.ItemPrices.Tier;
import io.tillbridge.platform.Cells;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which prices began, ended or were taken back since destinations were told, and what they were told last. */
public final class PricesTold {

    private static final String DUE = """
            select p.price_id, p.sku, p.list, p.store,
                   case when p.cancelled then p.recorded_at
                        when p.begun_at is not null or p.effective_to <= ? then p.effective_to end
              from item_price p
             where (p.begun_at is null and p.effective_from <= ? or p.ended_at is null and p.effective_to <= ?)
               and exists (select 1 from item i where i.sku = p.sku)
             order by p.price_id limit ? for update of p skip locked
            """;

    private static final String AGAIN = """
            select sku, list, store from item_price_told where again order by sku, list, store limit ? for update skip locked
            """;

    private static final String MARK = """
            update item_price set begun_at = coalesce(begun_at, case when effective_from <= ? then ?::timestamptz end),
                   ended_at = case when effective_to <= ? then ?::timestamptz end
             where price_id = any (?::bigint[])
            """;

    private static final String LAST = """
            select t.sku, t.list, t.store, t.currency, t.amount, t.tax_included, t.effective_from, t.effective_to, t.ended,
                   t.message_id
              from item_price_told t
              join unnest(?::text[], ?::text[], ?::text[]) as n (s, l, w) on (t.sku, t.list, t.store) = (n.s, n.l, n.w)
            """;

    private static final String WRITE = """
            insert into item_price_told (sku, list, store, currency, amount, tax_included, effective_from, effective_to, ended,
                                         message_id)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::bool[], ?::timestamptz[],
                                 ?::timestamptz[], ?::bool[], ?::uuid[]) as row (s, l, w, c, a, x, f, t, e, m)
             order by s, l, w
            on conflict (sku, list, store) do update
               set currency = excluded.currency, amount = excluded.amount, tax_included = excluded.tax_included,
                   effective_from = excluded.effective_from, effective_to = excluded.effective_to, ended = excluded.ended,
                   message_id = excluded.message_id, again = false
            """;

    private static final String SEEN = """
            update item_price_told t set again = false
              from unnest(?::text[], ?::text[], ?::text[]) as n (s, l, w)
             where t.again and (t.sku, t.list, t.store) = (n.s, n.l, n.w)
            """;

    /**
     * A price that begins or ends.
     *
     * @param id of the price on record; null when what was told of the key is looked at again
     * @param ended when it ended or was taken back; null when it begins
     */
    public record Due(
            @Nullable Long id, ItemPrices.Key key, @Nullable Instant ended) {}

    /**
     * What destinations hold.
     *
     * @param effectiveFrom from when they were told that it counts
     * @param effectiveTo when it ends; null when that is not known
     * @param ended it is over, and no other price counts instead
     */
    public record Told(
            ItemPrices.Key key,
            Amount price,
            @Nullable Boolean taxIncluded,
            Instant effectiveFrom,
            @Nullable Instant effectiveTo,
            boolean ended,
            UUID messageId) {

        /** What they are to hold of a price on record. */
        static Told of(Tier tier, Instant effectiveFrom) {
            return new Told(
                    tier.key(),
                    tier.price(),
                    tier.taxIncluded(),
                    effectiveFrom,
                    tier.effectiveTo(),
                    false,
                    tier.messageId());
        }

        /** Nothing that a destination would do differently. */
        boolean sameAs(Tier tier) {
            return !ended
                    && price.currency().equals(tier.price().currency())
                    && price.value().compareTo(tier.price().value()) == 0
                    && Objects.equals(taxIncluded, tier.taxIncluded())
                    && Objects.equals(effectiveTo, tier.effectiveTo());
        }
    }

    /**
     * What is to be told of a key now. Pure.
     *
     * @param counts the price that counts; null for none
     * @param last what was told last; null for nothing
     * @param over when the latest of its prices ended or was taken back; null when none did
     * @return null when destinations hold it already
     */
    public static @Nullable Told news(@Nullable Tier counts, @Nullable Told last, @Nullable Instant over, Instant now) {
        if (counts != null) {
            if (last != null && last.sameAs(counts)) {
                return null;
            }
            boolean again = over != null && over.isAfter(counts.effectiveFrom());
            return Told.of(counts, again ? Objects.requireNonNull(over) : counts.effectiveFrom());
        }
        if (last == null || last.ended()) {
            return null;
        }
        return new Told(
                last.key(),
                last.price(),
                last.taxIncluded(),
                last.effectiveFrom(),
                over == null ? now : over,
                true,
                last.messageId());
    }

    /** Prices of known items that begin or end by now and are not told yet; locked, what others hold is left to them. */
    public List<Due> due(Connection transaction, Instant now, int limit) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = transaction.prepareStatement(DUE)) {
            for (int i = 1; i <= 3; i++) {
                statement.setObject(i, SqlTimes.of(now));
            }
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Timestamp ended = row.getTimestamp(5);
                    due.add(new Due(row.getLong(1), ItemPrices.key(row, 2), ended == null ? null : ended.toInstant()));
                }
            }
        }
        try (PreparedStatement statement = transaction.prepareStatement(AGAIN)) {
            statement.setInt(1, limit - due.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(null, ItemPrices.key(row, 1), now));
                }
            }
        }
        return due;
    }

    /** What destinations were told last of these. */
    public Map<ItemPrices.Key, Told> last(Connection transaction, Collection<ItemPrices.Key> keys) throws SQLException {
        Map<ItemPrices.Key, Told> last = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(LAST)) {
            keys(statement, keys);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Instant to = Cells.instant(row, 8);
                    Told told = new Told(
                            ItemPrices.key(row, 1),
                            new Amount(row.getBigDecimal(5), row.getString(4)),
                            row.getObject(6, Boolean.class),
                            row.getTimestamp(7).toInstant(),
                            to,
                            row.getBoolean(9),
                            row.getObject(10, UUID.class));
                    last.put(told.key(), told);
                }
            }
        }
        return last;
    }

    /** What was due is looked at, and this is told of it. */
    public void mark(Connection transaction, List<Due> due, List<Told> told, Instant now) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(MARK)) {
            for (int i = 1; i <= 4; i++) {
                statement.setObject(i, SqlTimes.of(now));
            }
            Object[] ids = due.stream().map(Due::id).filter(Objects::nonNull).toArray();
            statement.setArray(5, transaction.createArrayOf("int8", ids));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = transaction.prepareStatement(WRITE)) {
            Columns.bind(statement, told, 1)
                    .text(one -> one.key().sku())
                    .text(one -> one.key().list())
                    .text(one -> one.key().store())
                    .text(one -> one.price().currency())
                    .decimal(one -> one.price().value())
                    .bool(Told::taxIncluded)
                    .instant(Told::effectiveFrom)
                    .instant(Told::effectiveTo)
                    .bool(Told::ended)
                    .uuid(Told::messageId);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = transaction.prepareStatement(SEEN)) {
            keys(statement, due.stream().map(Due::key).distinct().toList());
            statement.executeUpdate();
        }
    }

    private static void keys(PreparedStatement statement, Collection<ItemPrices.Key> keys) throws SQLException {
        Columns.bind(statement, List.copyOf(keys), 1)
                .text(ItemPrices.Key::sku)
                .text(ItemPrices.Key::list)
                .text(ItemPrices.Key::store);
    }
}
