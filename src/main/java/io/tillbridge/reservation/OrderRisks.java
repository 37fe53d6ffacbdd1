package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockKey;
import io.tillbridge.tasks.TaskKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What of orders is at risk, for who can place it elsewhere. Rows are changed by who has locked the balances of their items. */
public final class OrderRisks {

    /**
     * Those that the hub placed: not tried yet, or not since some other location got goods of the item, or for an hour. In
     * any order, so that none that stays as it is keeps others from being looked at.
     */
    private static final String DUE = """
            select c.connection, c.reference, r.location
              from promise_risk r
              join stock_claim c on c.claim_key = r.claim_key and c.sku = r.sku and c.location = r.location
              join sales_order o on o.system = c.connection and o.order_id = c.reference
             where c.reservation_id is null and c.quantity > 0 and c.state <> 'picked' and o.allocations is not null
               and (r.tried_at is null or r.tried_at < ?::timestamptz - interval '1 hour'
                    or exists (select from stock_balance b
                                where b.sku = r.sku and b.location not in (r.location, 'unassigned')
                                  and b.sellable > b.claimed and b.changed_at > r.tried_at - interval '30 seconds'))
             group by 1, 2, 3 order by random() limit ?
            """;

    private static final String FIND = """
            select r.claim_key, c.line_id, r.sku, least(r.quantity, c.quantity), r.reason, r.message_id
              from promise_risk r
              join stock_claim c on c.claim_key = r.claim_key and c.sku = r.sku and c.location = r.location
             where c.connection = ? and c.reference = ? and r.location = ? and c.reservation_id is null
               and c.quantity > 0 and c.state <> 'picked'
             order by r.claim_key
            """;

    private static final String TRIED = """
            update promise_risk r set tried_at = ? from unnest(?::text[]) as row (k) where r.claim_key = k
            """;

    private OrderRisks() {}

    /** An order at a location. */
    public record At(String system, String order, String location) {}

    /**
     * A claim of an order.
     *
     * @param claim its key
     * @param quantity at risk, in the base unit of {@code sku}, which of a bundle's line is a component
     * @param reason of the movement that took the goods, such as {@code count}
     * @param cause the message, or the reservation, behind it
     */
    public record Risk(String claim, String line, String sku, BigDecimal quantity, String reason, UUID cause) {}

    /** Those that may be placed elsewhere by now; locks nothing. */
    public static List<At> due(Connection tx, int most, Instant now) throws SQLException {
        List<At> due = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(DUE)) {
            statement.setObject(1, SqlTimes.of(now));
            statement.setInt(2, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(new At(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return due;
    }

    /** What is at risk of one. */
    public static List<Risk> of(Connection tx, At at) throws SQLException {
        List<Risk> risks = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            statement.setString(1, at.system());
            statement.setString(2, at.order());
            statement.setString(3, at.location());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    risks.add(new Risk(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getBigDecimal(4),
                            rows.getString(5),
                            rows.getObject(6, UUID.class)));
                }
            }
        }
        return risks;
    }

    /** What of a balance's promises there are no goods for; zero when there are. */
    public static BigDecimal missing(Connection tx, Balance balance) throws SQLException {
        StockKey key = new StockKey(balance.sku(), balance.location());
        BigDecimal expired = RiskRows.sums(tx, Set.of(key))
                .getOrDefault(key, RiskRows.Sums.NONE)
                .expired();
        return TieBreaker.missing(balance, new RiskRows.Sums(expired, BigDecimal.ZERO))
                .max(BigDecimal.ZERO);
    }

    /** These were tried now. */
    public static void tried(Connection tx, List<Risk> risks, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(TRIED)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, risks, 2).text(Risk::claim);
            statement.executeUpdate();
        }
    }

    /**
     * So much of these claims went elsewhere.
     *
     * @return the tasks that are needless with it
     */
    public static List<TaskKey> placed(Connection tx, Map<String, BigDecimal> claims) throws SQLException {
        return RiskEnds.take(tx, claims).stream().map(BreakTasks::key).toList();
    }
}
