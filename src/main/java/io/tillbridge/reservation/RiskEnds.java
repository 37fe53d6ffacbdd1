package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What is not at risk any more. The caller has locked the balances of the keys it names. */
final class RiskEnds {

    /** What stands to be made good: open claims with what of them is at risk. */
    private static final String AT_RISK = """
            select c.sku, c.location, c.claim_key, r.quantity, c.paid, c.promised_at, c.position, c.connection, c.reference,
                   c.line_id, c.channel, c.fulfilment, c.reservation_id
              from unnest(?::text[], ?::text[]) as k (s, l)
              join promise_risk r on r.sku = k.s and r.location = k.l
              join stock_claim c on c.claim_key = r.claim_key
            """;

    /** Of claims that ended, went elsewhere, were picked or became less. */
    private static final String OVER = """
            delete from promise_risk r using unnest(?::text[], ?::text[]) as k (s, l)
             where r.sku = k.s and r.location = k.l
               and not exists (select from stock_claim c
                                where c.claim_key = r.claim_key and c.sku = r.sku and c.location = r.location
                                  and c.quantity > 0 and c.state <> 'picked' and not %s)
            returning r.claim_key
            """.formatted(RiskRows.NO_PROMISE);

    private static final String LESS = """
            update promise_risk r set quantity = c.quantity
              from unnest(?::text[], ?::text[]) as k (s, l), stock_claim c
             where r.sku = k.s and r.location = k.l and c.claim_key = r.claim_key and c.quantity < r.quantity
            """;

    private static final String TAKE = """
            with less as (
                update promise_risk r set quantity = r.quantity - q from unnest(?::text[], ?::numeric[]) as row (k, q)
                 where r.claim_key = k and r.quantity > q),
            gone as (
                delete from promise_risk r using unnest(?::text[], ?::numeric[]) as row (k, q)
                 where r.claim_key = k and r.quantity <= q returning r.claim_key)
            select claim_key from gone
            """;

    private static final String CAUSES = """
            select distinct on (r.sku, r.location) r.sku, r.location, r.message_id, r.reason, r.occurred_at
              from unnest(?::text[], ?::text[]) as k (s, l)
              join promise_risk r on r.sku = k.s and r.location = k.l
             order by r.sku, r.location, r.found_at desc, r.claim_key
            """;

    private RiskEnds() {}

    /** Those of the keys that are at risk; {@code free} is what of each is. */
    static List<RiskRows.OpenPromise> atRisk(Connection tx, Collection<StockKey> keys) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(AT_RISK)) {
            RiskRows.bind(statement, keys);
            return RiskRows.read(statement);
        }
    }

    /** Forgets what is over and answers the claims. */
    static List<String> over(Connection tx, Collection<StockKey> keys) throws SQLException {
        List<String> over;
        try (PreparedStatement statement = tx.prepareStatement(OVER)) {
            RiskRows.bind(statement, keys);
            over = claims(statement);
        }
        try (PreparedStatement less = tx.prepareStatement(LESS)) {
            RiskRows.bind(less, keys);
            less.executeUpdate();
        }
        return over;
    }

    /** So much of these claims is not at risk any more; answers those of which nothing is. */
    static List<String> take(Connection tx, Map<String, BigDecimal> good) throws SQLException {
        if (good.isEmpty()) {
            return List.of();
        }
        List<Map.Entry<String, BigDecimal>> rows = List.copyOf(new TreeMap<>(good).entrySet());
        try (PreparedStatement statement = tx.prepareStatement(TAKE)) {
            Columns.bind(statement, rows, 1)
                    .text(Map.Entry::getKey)
                    .decimal(Map.Entry::getValue)
                    .text(Map.Entry::getKey)
                    .decimal(Map.Entry::getValue);
            return claims(statement);
        }
    }

    /** What took goods last, by key. */
    static Map<StockKey, Loss> causes(Connection tx, Collection<StockKey> keys) throws SQLException {
        Map<StockKey, Loss> causes = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(CAUSES)) {
            RiskRows.bind(statement, keys);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    causes.put(
                            new StockKey(rows.getString(1), rows.getString(2)),
                            new Loss(
                                    rows.getObject(3, UUID.class),
                                    rows.getString(4),
                                    rows.getTimestamp(5).toInstant()));
                }
            }
        }
        return causes;
    }

    private static List<String> claims(PreparedStatement statement) throws SQLException {
        List<String> claims = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                claims.add(rows.getString(1));
            }
        }
        return claims;
    }
}
