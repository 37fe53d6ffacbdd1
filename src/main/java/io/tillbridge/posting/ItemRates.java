package io.tillbridge.posting;

import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How fast items sell, as the job worked it out last. */
final class ItemRates {

    /** Of the row that is for all locations together. */
    static final String ANYWHERE = "*";

    /** What a repost took back did not leave; what customers bring back did. */
    private static final String WORK = """
            insert into item_rate (sku, location, daily)
            select sku, coalesce(location, '*'), round(sum(quantity) / ?, 5)
              from (select sku, from_place as location, quantity from stock_movement
                     where to_place = 'customer' and occurred_at >= ? and occurred_at < ?
                    union all
                    select sku, to_place, -quantity from stock_movement
                     where from_place = 'customer' and reason = 'repost' and occurred_at >= ? and occurred_at < ?) as left_for
             group by grouping sets ((sku, location), (sku))
            having round(sum(quantity) / ?, 5) > 0
            """;

    private ItemRates() {}

    /** Of some items, by item and location. */
    static Map<StockKey, BigDecimal> of(Connection tx, Collection<String> skus) throws SQLException {
        Map<StockKey, BigDecimal> rates = new HashMap<>();
        try (PreparedStatement statement =
                tx.prepareStatement("select sku, location, daily from item_rate where sku = any (?::text[])")) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rates.put(new StockKey(rows.getString(1), rows.getString(2)), rows.getBigDecimal(3));
                }
            }
        }
        return rates;
    }

    /**
     * Writes all of them anew.
     *
     * @param days before an instant that count
     */
    static void work(Connection tx, int days, Instant until) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("delete from item_rate")) {
            statement.executeUpdate();
        }
        OffsetDateTime from = SqlTimes.of(until.minusSeconds(86_400L * days));
        OffsetDateTime to = SqlTimes.of(until);
        try (PreparedStatement statement = tx.prepareStatement(WORK)) {
            statement.setInt(1, days);
            statement.setObject(2, from);
            statement.setObject(3, to);
            statement.setObject(4, from);
            statement.setObject(5, to);
            statement.setInt(6, days);
            statement.executeUpdate();
        }
    }
}
