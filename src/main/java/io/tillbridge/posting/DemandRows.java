package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.Quota;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The table of what connections' customers want; written behind balances, in the order of its keys. */
final class DemandRows {

    private static final String ADD = """
            insert into channel_demand as d (connection, sku, placed_at, quantity)
            select c, s, p, q from unnest(?::text[], ?::text[], ?::timestamptz[], ?::numeric[]) as row (c, s, p, q)
            on conflict (connection, sku, placed_at) do update set quantity = d.quantity + excluded.quantity
            """;

    private static final String SUM = """
            select connection, sku, sum(quantity) from channel_demand
             where sku = any (?::text[]) and placed_at >= ? and placed_at < ? group by connection, sku
            """;

    /** Holds count until they are orders or end. */
    private static final String HELD = """
            select coalesce(channel, connection), sku, sum(quantity) from stock_claim
             where sku = any (?::text[]) and quantity > 0 and reservation_id is not null
               and not (state = 'held' and expires_at is not null and expires_at <= clock_timestamp())
             group by 1, 2
            """;

    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private DemandRows() {}

    /** Of an item, what the customers of a connection or channel want. */
    record Wanted(String by, String sku, BigDecimal quantity) {}

    static void add(Connection tx, Map<ChannelDemand.Key, BigDecimal> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(ADD)) {
            Columns.bind(statement, List.copyOf(changes.entrySet()), 1)
                    .text(one -> one.getKey().connection())
                    .text(one -> one.getKey().sku())
                    .instant(one -> one.getKey().placedAt())
                    .decimal(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    /** Accepted by connection while a quota counts. */
    static List<Wanted> accepted(Connection tx, Quota quota, Collection<String> skus) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SUM)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            statement.setObject(2, SqlTimes.of(quota.from()));
            statement.setObject(3, SqlTimes.of(quota.to() == null ? EVER : quota.to()));
            return read(statement);
        }
    }

    /** Held now by channel, or by connection where a hold names no channel. */
    static List<Wanted> held(Connection tx, Collection<String> skus) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(HELD)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            return read(statement);
        }
    }

    private static List<Wanted> read(PreparedStatement statement) throws SQLException {
        List<Wanted> wanted = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                wanted.add(new Wanted(rows.getString(1), rows.getString(2), rows.getBigDecimal(3)));
            }
        }
        return wanted;
    }
}
