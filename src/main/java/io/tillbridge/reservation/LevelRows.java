package io.tillbridge.reservation;

import io.tillbridge.stock.SafetyStock;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the balances of items at all locations, with the database's time and without the holds that have expired by it. The
 * caller has locked {@code unassigned} of each item: who holds or allocates through a round takes it, so nobody else promises
 * meanwhile.
 */
final class LevelRows {

    private static final String READ = """
            with t as materialized (select clock_timestamp() as now),
                 expired as materialized (
                    select c.sku, c.location, sum(c.quantity) as quantity
                      from t join stock_claim c on c.state = 'held' and c.expires_at <= t.now group by 1, 2)
            select t.now, b.sku, b.location, b.sellable, b.claimed, coalesce(e.quantity, 0)
              from t left join stock_balance b on b.sku = any (?::text[])
                     left join expired e on e.sku = b.sku and e.location = b.location
            """;

    private static final String KNOWN = "select sku, location from stock_balance where sku = any (?::text[])";

    private LevelRows() {}

    /** The balances that items have. */
    static Set<StockKey> known(Connection tx, Collection<String> skus) throws SQLException {
        Set<StockKey> known = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(new StockKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return known;
    }

    /** Whether some hold has expired and is not written so. */
    record Read(Instant now, List<Level> levels, List<StockKey> withExpired) {}

    static Read read(Connection tx, Collection<String> skus, SafetyStock safetyStock) throws SQLException {
        List<Level> levels = new ArrayList<>();
        List<StockKey> withExpired = new ArrayList<>();
        Instant now = Instant.EPOCH;
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    now = rows.getTimestamp(1).toInstant();
                    if (rows.getString(2) != null) {
                        StockKey key = new StockKey(rows.getString(2), rows.getString(3));
                        BigDecimal expired = rows.getBigDecimal(6);
                        levels.add(new Level(
                                key,
                                rows.getBigDecimal(4),
                                rows.getBigDecimal(5).subtract(expired),
                                safetyStock.units(key.sku(), key.location())));
                        if (expired.signum() > 0) {
                            withExpired.add(key);
                        }
                    }
                }
            }
        }
        return new Read(now, levels, withExpired);
    }
}
