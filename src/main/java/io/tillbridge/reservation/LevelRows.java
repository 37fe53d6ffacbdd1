package io.tillbridge.reservation;

import io.tillbridge.platform.RoundTrip;
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
import java.util.function.Supplier;

/**
 * Reads the balances of items at all locations, with the database's time and without the holds that have expired by it. The
 * caller decides only about items whose {@code unassigned} he has locked: who holds or allocates through a round takes it, so
 * nobody else promises meanwhile.
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

    /** The balances that items have; they are there when the round trip has run. */
    static Set<StockKey> known(RoundTrip together, Collection<String> skus) {
        Set<StockKey> known = new HashSet<>();
        together.then(KNOWN, (statement, first) -> bind(statement, first, skus), rows -> {
            while (rows.next()) {
                known.add(new StockKey(rows.getString(1), rows.getString(2)));
            }
        });
        return known;
    }

    private static void bind(PreparedStatement statement, int first, Collection<String> skus) throws SQLException {
        statement.setArray(first, statement.getConnection().createArrayOf("text", skus.toArray()));
    }

    /**
     * What was read.
     *
     * @param withExpired where some hold has expired and is not written so
     */
    record Read(Instant now, List<Level> levels, List<StockKey> withExpired) {}

    /** A read under way. */
    private static final class Reading {

        private final List<Level> levels = new ArrayList<>();
        private final List<StockKey> withExpired = new ArrayList<>();
        private Instant now = Instant.EPOCH;

        private void all(ResultSet rows, SafetyStock safetyStock) throws SQLException {
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

    static Read read(Connection tx, Collection<String> skus, SafetyStock safetyStock) throws SQLException {
        RoundTrip alone = new RoundTrip();
        Supplier<Read> read = read(alone, skus, safetyStock);
        alone.run(tx);
        return read.get();
    }

    /** The same; to be asked when the round trip has run. */
    static Supplier<Read> read(RoundTrip together, Collection<String> skus, SafetyStock safetyStock) {
        Reading reading = new Reading();
        together.then(READ, (statement, first) -> bind(statement, first, skus), rows -> reading.all(rows, safetyStock));
        return () -> new Read(reading.now, reading.levels, reading.withExpired);
    }
}
