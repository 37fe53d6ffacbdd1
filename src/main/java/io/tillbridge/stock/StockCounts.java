package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

    private static final String COLUMNS =
            "c.sku, c.location, c.opened, c.closed, c.message_id, c.quantity, c.observed_at, c.posted_at";

    /**
     * One row at most for each touch, however many counts there are: the count that was posted together with the movement,
     * if it looked later, or else the first one that was opened behind it.
     */
    static final String BEHIND_MOVEMENTS = "select t.n, " + COLUMNS + """
              from unnest(?::int[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::uuid[])
                   as t (n, s, l, m, o, id)
             cross join lateral (
                   (select c.* from (select * from stock_count
                                      where sku = t.s and location = t.l and opened <= t.m
                                      order by opened desc limit 1) c
                     where c.closed >= t.m and c.observed_at >= t.o and c.message_id <> t.id)
                   union all
                   (select * from stock_count where sku = t.s and location = t.l and opened > t.m and message_id <> t.id
                     order by opened limit 1)
                   order by opened limit 1) c
            """;

    /**
     * The same for messages that moved nothing, by the time of their posting. A batch settles all its messages at one instant,
     * a little after it posted its counts: so its count is the newest of before, if its message was settled at that instant.
     */
    static final String BEHIND_TIMES = "select t.n, " + COLUMNS + """
              from unnest(?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::uuid[])
                   as t (n, s, l, p, o, id)
             cross join lateral (
                   (select c.* from (select * from stock_count
                                      where sku = t.s and location = t.l and posted_at <= t.p
                                      order by posted_at desc, opened desc limit 1) c
                      join message m on m.message_id = c.message_id
                     where m.settled_at = t.p and c.observed_at >= t.o and c.message_id <> t.id)
                   union all
                   (select * from stock_count
                     where sku = t.s and location = t.l and posted_at > t.p and message_id <> t.id
                     order by posted_at, opened limit 1)
                   order by posted_at, opened limit 1) c
            """;

    private static final String BY_MESSAGE =
            "select 0, " + COLUMNS + " from stock_count c where message_id = ? and sku = ? and location = ?";

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
            statement.setObject(1, SqlTimes.of(counts.get(0).postedAt()));
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

    /**
     * A change of a figure, at the place in the ledger that its message has.
     *
     * @param movement the first of the message; null when it moved nothing
     * @param postedAt of the message
     * @param occurredAt of the change
     */
    public record Touch(StockKey key, @Nullable Long movement, Instant postedAt, Instant occurredAt, UUID messageId) {}

    /**
     * The first count behind each touch that looked at a balance in which the touch was, or would have been; null where
     * there is none. A message's own count is not behind it.
     */
    public static List<@Nullable Count> behind(Connection transaction, List<Touch> touches) throws SQLException {
        Count[] counts = new Count[touches.size()];
        List<Integer> moved = new ArrayList<>();
        List<Integer> still = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            (touches.get(i).movement() == null ? still : moved).add(i);
        }
        if (!moved.isEmpty()) {
            try (PreparedStatement statement = transaction.prepareStatement(BEHIND_MOVEMENTS)) {
                Columns.bind(statement, moved, 1)
                        .integer(i -> i)
                        .text(i -> touches.get(i).key().sku())
                        .text(i -> touches.get(i).key().location())
                        .bigint(i -> Objects.requireNonNull(touches.get(i).movement()))
                        .instant(i -> touches.get(i).occurredAt())
                        .uuid(i -> touches.get(i).messageId());
                read(statement, counts);
            }
        }
        if (!still.isEmpty()) {
            try (PreparedStatement statement = transaction.prepareStatement(BEHIND_TIMES)) {
                Columns.bind(statement, still, 1)
                        .integer(i -> i)
                        .text(i -> touches.get(i).key().sku())
                        .text(i -> touches.get(i).key().location())
                        .instant(i -> touches.get(i).postedAt())
                        .instant(i -> touches.get(i).occurredAt())
                        .uuid(i -> touches.get(i).messageId());
                read(statement, counts);
            }
        }
        return Arrays.asList(counts);
    }

    /** The count that a message was of an item and location; null when it was none that was obeyed. */
    public static @Nullable Count of(Connection transaction, UUID messageId, StockKey key) throws SQLException {
        Count[] count = new Count[1];
        try (PreparedStatement statement = transaction.prepareStatement(BY_MESSAGE)) {
            statement.setObject(1, messageId);
            statement.setString(2, key.sku());
            statement.setString(3, key.location());
            read(statement, count);
        }
        return count[0];
    }

    /** Reads counts, each into the place that its first column names. */
    private static void read(PreparedStatement statement, @Nullable Count[] counts) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                counts[rows.getInt(1)] = new Count(
                        new StockKey(rows.getString(2), rows.getString(3)),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getObject(6, UUID.class),
                        rows.getBigDecimal(7),
                        rows.getTimestamp(8).toInstant(),
                        rows.getTimestamp(9).toInstant());
            }
        }
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
