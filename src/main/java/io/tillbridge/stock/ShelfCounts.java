package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps counts and where they stand; in the caller's transaction, behind the locks of the balances. */
public final class ShelfCounts {

    private static final String WRITE = """
            insert into shelf_count (message_id, sku, location, bucket, quantity, picked, expected, counted_at, state, reason,
                                     counter, photo, recorded_at)
            select m, s, l, b, q, p, e, a, st, r, c, ph, ?
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::numeric[], ?::numeric[],
                          ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[])
                   as row (m, s, l, b, q, p, e, a, st, r, c, ph)
            on conflict (message_id, sku, location, bucket) do update
               set quantity = excluded.quantity, picked = excluded.picked, expected = excluded.expected,
                   counted_at = excluded.counted_at, state = excluded.state, reason = excluded.reason,
                   counter = excluded.counter, photo = excluded.photo
            """;

    private static final String NEWEST = """
            update stock_balance b set counted_at = n.a
              from (select s, l, max(a) as a from unnest(?::text[], ?::text[], ?::timestamptz[]) as row (s, l, a)
                     group by s, l) as n
             where b.sku = n.s and b.location = n.l and (b.counted_at is null or b.counted_at < n.a)
            """;

    private static final String FIND_NEWEST = """
            select b.sku, b.location, b.counted_at from stock_balance b
              join unnest(?::text[], ?::text[]) as row (s, l) on b.sku = s and b.location = l
             where b.counted_at is not null
            """;

    private static final String SUPERSEDE = """
            update shelf_count set state = 'superseded', reason = ?
             where count_id = any (?::bigint[]) and state = 'pending'
            """;

    private static final String SET_ELSEWHERE = """
            update shelf_count c set state = 'superseded', reason = 'figure_set'
              from unnest(?::text[], ?::text[]) as row (s, l)
             where c.sku = s and c.location = l and c.bucket = 'sellable' and c.state in ('posted', 'pending')
            """;

    private static final String DECIDE = """
            update shelf_count set state = ?, expected = coalesce(?, expected), picked = coalesce(?, picked), reason = null,
                   decided_by = ?, decided_at = ?
             where count_id = ? and state = 'pending'
            """;

    static final String COLUMNS =
            "c.sku, c.location, c.bucket, c.quantity, c.picked, c.expected, c.counted_at, c.state, c.reason, c.counter, c.photo";

    private static final String OF = "select " + COLUMNS + " from shelf_count c where c.message_id = ?"
            + " order by c.sku, c.location, c.bucket";

    private static final String TAKE =
            "update shelf_count set state = 'superseded', reason = 'reposted' where message_id = ?";

    private ShelfCounts() {}

    /** Writes counts; one that its message has said before is said anew. */
    public static void write(Connection transaction, List<ShelfCount> counts, Instant now) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(WRITE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, counts, 2)
                    .uuid(ShelfCount::messageId)
                    .text(count -> count.of().key().sku())
                    .text(count -> count.of().key().location())
                    .text(count -> count.of().bucket().word())
                    .decimal(ShelfCount::quantity)
                    .decimal(ShelfCount::picked)
                    .decimal(ShelfCount::expected)
                    .instant(ShelfCount::countedAt)
                    .text(count -> count.state().word())
                    .text(ShelfCount::reason)
                    .text(ShelfCount::counter)
                    .text(ShelfCount::photo);
            statement.executeUpdate();
        }
        posted(
                transaction,
                counts.stream()
                        .filter(count -> count.state() == ShelfCount.State.POSTED)
                        .toList());
    }

    /** From now on a posting sees by the balance that a count of that instant is there. */
    public static void posted(Connection transaction, List<ShelfCount> posted) throws SQLException {
        if (posted.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(NEWEST)) {
            Columns.bind(statement, posted, 1)
                    .text(count -> count.of().key().sku())
                    .text(count -> count.of().key().location())
                    .instant(ShelfCount::countedAt);
            statement.executeUpdate();
        }
    }

    /** The instants of the newest posted counts; of those that have one. */
    public static Map<StockKey, Instant> newest(Connection transaction, Collection<StockKey> keys) throws SQLException {
        Map<StockKey, Instant> newest = new HashMap<>();
        if (keys.isEmpty()) {
            return newest;
        }
        try (PreparedStatement statement = transaction.prepareStatement(FIND_NEWEST)) {
            Columns.bind(statement, List.copyOf(keys), 1).text(StockKey::sku).text(StockKey::location);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    newest.put(
                            new StockKey(rows.getString(1), rows.getString(2)),
                            rows.getTimestamp(3).toInstant());
                }
            }
        }
        return newest;
    }

    /** Another count stands for these, which wait. */
    public static void supersede(Connection transaction, Collection<Long> ids, String reason) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(SUPERSEDE)) {
            statement.setString(1, reason);
            statement.setArray(2, transaction.createArrayOf("int8", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** From now on a system that owns the counts sets these figures, whatever people counted. */
    public static void setElsewhere(Connection transaction, Collection<StockKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(SET_ELSEWHERE)) {
            Columns.bind(statement, List.copyOf(keys), 1).text(StockKey::sku).text(StockKey::location);
            statement.executeUpdate();
        }
    }

    /**
     * A person's decision.
     *
     * @param posted what the count says now; null when it is refused
     * @return false when it does not wait any more
     */
    public static boolean decide(Connection transaction, long id, @Nullable ShelfCount posted, String by, Instant now)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(DECIDE)) {
            statement.setString(1, (posted == null ? ShelfCount.State.REFUSED : ShelfCount.State.POSTED).word());
            statement.setBigDecimal(2, posted == null ? null : posted.expected());
            statement.setBigDecimal(3, posted == null ? null : posted.picked());
            statement.setString(4, by);
            statement.setObject(5, SqlTimes.of(now));
            statement.setLong(6, id);
            return statement.executeUpdate() == 1;
        }
    }

    /** Takes away what a message counted, to be said anew. */
    public static void take(Connection transaction, UUID messageId) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(TAKE)) {
            statement.setObject(1, messageId);
            statement.executeUpdate();
        }
    }

    /** What a message counted. */
    public static List<ShelfCount> of(Connection transaction, UUID messageId) throws SQLException {
        List<ShelfCount> counts = new ArrayList<>();
        try (PreparedStatement statement = transaction.prepareStatement(OF)) {
            statement.setObject(1, messageId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.add(read(rows, messageId));
                }
            }
        }
        return counts;
    }

    /** From {@link #COLUMNS}. */
    static ShelfCount read(ResultSet rows, UUID messageId) throws SQLException {
        return new ShelfCount(
                messageId,
                new BucketKey(new StockKey(rows.getString(1), rows.getString(2)), Bucket.of(rows.getString(3))),
                rows.getBigDecimal(4),
                rows.getBigDecimal(5),
                rows.getBigDecimal(6),
                rows.getTimestamp(7).toInstant(),
                ShelfCount.State.of(rows.getString(8)),
                rows.getString(9),
                rows.getString(10),
                rows.getString(11));
    }
}
