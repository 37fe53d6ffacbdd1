package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The counts that set a figure, each with its place among the movements; inside the caller's transaction, which holds the
 * balances' locks, so that the places are in the order in which the balances changed.
 */
public final class StockCounts {

    private static final String OPEN = "select nextval('stock_movement_movement_id_seq')";

    private static final String RECORD = """
            insert into stock_count (sku, location, opened, closed, message_id, quantity, observed_at, posted_at)
            select s, l, o, currval('stock_movement_movement_id_seq'), m, q, a, ?
              from unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::numeric[], ?::timestamptz[])
                   as row (s, l, o, m, q, a)
            """;

    private static final String OF = """
            select c.sku, c.location, c.opened, c.closed, c.message_id, c.quantity, c.observed_at, c.posted_at
              from stock_count c
              join unnest(?::text[], ?::text[]) as row (s, l) on c.sku = s and c.location = l
             order by c.opened
            """;

    private static final String CORRECT =
            "update stock_count set quantity = ? where sku = ? and location = ? and message_id = ?";

    private StockCounts() {}

    /**
     * One count of an item at a location.
     *
     * @param opened movements with a lower number were in the balance that it looked at
     * @param closed those up to here were posted together with it
     * @param quantity what it said; null when it was posted before counts were kept
     */
    public record Count(
            StockKey key,
            long opened,
            long closed,
            UUID messageId,
            @Nullable BigDecimal quantity,
            Instant observedAt,
            Instant postedAt) {}

    /** A number of its own among the movements, drawn while the counted balances are locked. */
    public static long open(Connection transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(OPEN);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Keeps counts behind the movements that were posted with them; their {@code closed} is given here. */
    public static void record(Connection transaction, List<Count> counts) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(RECORD)) {
            statement.setTimestamp(1, Timestamp.from(counts.get(0).postedAt()));
            Columns.bind(statement, counts, 2)
                    .text(count -> count.key().sku())
                    .text(count -> count.key().location())
                    .bigint(Count::opened)
                    .uuid(Count::messageId)
                    .decimal(Count::quantity)
                    .instant(Count::observedAt);
            statement.executeUpdate();
        }
    }

    /** All counts of some items and locations, in the order of the ledger. */
    public static List<Count> of(Connection transaction, Collection<StockKey> keys) throws SQLException {
        List<Count> counts = new ArrayList<>();
        try (PreparedStatement statement = transaction.prepareStatement(OF)) {
            Columns.bind(statement, List.copyOf(keys), 1).text(StockKey::sku).text(StockKey::location);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.add(new Count(
                            new StockKey(rows.getString(1), rows.getString(2)),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getObject(5, UUID.class),
                            rows.getBigDecimal(6),
                            rows.getTimestamp(7).toInstant(),
                            rows.getTimestamp(8).toInstant()));
                }
            }
        }
        return counts;
    }

    /** From now on a count said another quantity. */
    public static void correct(Connection transaction, Count count, BigDecimal quantity) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(CORRECT)) {
            statement.setBigDecimal(1, quantity);
            statement.setString(2, count.key().sku());
            statement.setString(3, count.key().location());
            statement.setObject(4, count.messageId());
            statement.executeUpdate();
        }
    }
}
