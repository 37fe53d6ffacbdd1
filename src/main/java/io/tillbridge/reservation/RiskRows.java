package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes what of which claim is at risk. The caller has locked the balances of the keys it names. */
final class RiskRows {

    /** No promise to a customer: a hold whose time has passed, by the database, or what a transfer is to take. */
    static final String NO_PROMISE = "(c.kind = 'transfer'"
            + " or c.state = 'held' and c.expires_at is not null and c.expires_at <= clock_timestamp())";

    private static final String SUMS = """
            select k.s, k.l,
                   (select coalesce(sum(c.quantity), 0) from stock_claim c
                     where c.sku = k.s and c.location = k.l and c.quantity > 0 and %1$s),
                   (select coalesce(sum(least(r.quantity, c.quantity)), 0)
                      from promise_risk r join stock_claim c on c.claim_key = r.claim_key
                     where r.sku = k.s and r.location = k.l and c.sku = k.s and c.location = k.l and c.state <> 'picked'
                       and not %1$s)
              from unnest(?::text[], ?::text[]) as k (s, l)
            """.formatted(NO_PROMISE);

    /** What is picked is in somebody's hands. The order here is the beginning of the fixed one, for keys with very many claims. */
    private static final String OPEN = """
            select c.sku, c.location, c.claim_key, c.quantity - c.risk, c.paid, c.promised_at, c.position, c.connection, c.reference,
                   c.line_id, c.channel, c.fulfilment, c.reservation_id
              from unnest(?::text[], ?::text[]) as k (s, l)
             cross join lateral (
                   select c.*, coalesce(r.quantity, 0) as risk
                     from stock_claim c
                     left join promise_risk r on r.claim_key = c.claim_key and r.sku = c.sku and r.location = c.location
                    where c.sku = k.s and c.location = k.l and c.quantity > coalesce(r.quantity, 0) and c.state <> 'picked'
                      and c.quantity > 0 and not %s
                    order by c.paid, c.promised_at desc nulls first, c.position desc nulls last, c.claim_key
                    limit ?) c
            """.formatted(NO_PROMISE);

    private static final String PUT = """
            insert into promise_risk as r (claim_key, sku, location, quantity, rule, spared, message_id, reason, occurred_at, found_at)
            select k, s, l, q, u, p, m, w, o, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::uuid[], ?::text[],
                          ?::timestamptz[]) as row (k, s, l, q, u, p, m, w, o)
            on conflict (claim_key) do update
               set quantity = case when r.sku = excluded.sku and r.location = excluded.location then r.quantity else 0 end
                              + excluded.quantity,
                   sku = excluded.sku, location = excluded.location, rule = excluded.rule, spared = excluded.spared,
                   message_id = excluded.message_id, reason = excluded.reason, occurred_at = excluded.occurred_at,
                   found_at = excluded.found_at, tried_at = null
            """;

    private RiskRows() {}

    /**
     * Of one balance.
     *
     * @param expired claimed by holds whose time has passed
     * @param atRisk of its open claims, known to be at risk
     */
    record Sums(BigDecimal expired, BigDecimal atRisk) {

        static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * An open claim that there are still goods for, at least in part.
     *
     * @param free what of it is not at risk yet
     * @param reservation null of an order's
     */
    record OpenPromise(
            StockKey at,
            String key,
            BigDecimal free,
            boolean paid,
            @Nullable Instant promisedAt,
            long position,
            @Nullable String connection,
            @Nullable String reference,
            @Nullable String line,
            @Nullable String channel,
            @Nullable String fulfilment,
            @Nullable UUID reservation) {}

    static Map<StockKey, Sums> sums(Connection tx, Collection<StockKey> keys) throws SQLException {
        Map<StockKey, Sums> sums = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(SUMS)) {
            bind(statement, keys);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.put(
                            new StockKey(rows.getString(1), rows.getString(2)),
                            new Sums(rows.getBigDecimal(3), rows.getBigDecimal(4)));
                }
            }
        }
        return sums;
    }

    /** @param most of each key */
    static List<OpenPromise> open(Connection tx, Collection<StockKey> keys, int most) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(OPEN)) {
            bind(statement, keys);
            statement.setInt(3, most);
            return read(statement);
        }
    }

    static void bind(PreparedStatement statement, Collection<StockKey> keys) throws SQLException {
        Columns.bind(statement, List.copyOf(keys), 1).text(StockKey::sku).text(StockKey::location);
    }

    static List<OpenPromise> read(PreparedStatement statement) throws SQLException {
        List<OpenPromise> open = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Timestamp promised = rows.getTimestamp(6);
                open.add(new OpenPromise(
                        new StockKey(rows.getString(1), rows.getString(2)),
                        rows.getString(3),
                        rows.getBigDecimal(4),
                        rows.getBoolean(5),
                        promised == null ? null : promised.toInstant(),
                        rows.getLong(7),
                        rows.getString(8),
                        rows.getString(9),
                        rows.getString(10),
                        rows.getString(11),
                        rows.getString(12),
                        rows.getObject(13, UUID.class)));
            }
        }
        return open;
    }

    /** More of these is at risk. */
    static void add(Connection tx, List<BrokenPromise> broken) throws SQLException {
        if (broken.isEmpty()) {
            return;
        }
        List<BrokenPromise> sorted = broken.stream()
                .sorted(Comparator.comparing(BrokenPromise::claim))
                .toList();
        try (PreparedStatement statement = tx.prepareStatement(PUT)) {
            statement.setObject(1, SqlTimes.of(sorted.get(0).foundAt()));
            Columns.bind(statement, sorted, 2)
                    .text(BrokenPromise::claim)
                    .text(one -> one.at().sku())
                    .text(one -> one.at().location())
                    .decimal(BrokenPromise::quantity)
                    .text(one -> one.rule().word())
                    .text(BrokenPromise::spared)
                    .uuid(one -> one.cause().messageId())
                    .text(one -> one.cause().reason())
                    .instant(one -> one.cause().occurredAt());
            statement.executeUpdate();
        }
    }
}
