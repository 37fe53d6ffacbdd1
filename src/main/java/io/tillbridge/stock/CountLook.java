package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the books say of counted buckets at the instants of their counts: the figure of now without the movements that occurred
 * later. In the caller's transaction, which holds the balances' locks.
 */
public final class CountLook {

    private static final String LOOK = """
            select case t.b when 'sellable' then b.sellable when 'damaged' then b.damaged
                            when 'quality_hold' then b.quality_hold else b.display end
                   - coalesce((select sum(case when m.to_place = t.l and m.to_bucket = t.b then m.quantity else 0 end
                                          - case when m.from_place = t.l and m.from_bucket = t.b then m.quantity else 0 end)
                                 from stock_movement m
                                where m.sku = t.s and (m.to_place = t.l or m.from_place = t.l)
                                  and (m.occurred_at > t.a
                                       or m.occurred_at = t.a and m.message_id > t.m
                                          and exists (select from shelf_count c where c.message_id = m.message_id))), 0),
                   case when t.b = 'sellable'
                        then (select coalesce(sum(quantity), 0) from stock_claim
                               where sku = t.s and location = t.l and quantity > 0 and state = 'picked')
                        else 0 end,
                   t.b = 'sellable' and exists (select from stock_count where sku = t.s and location = t.l),
                   later.message_id, later.counted_at, waiting.count_id, waiting.quantity - waiting.expected
              from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::uuid[])
                   as t (n, s, l, b, a, m)
              join stock_balance b on b.sku = t.s and b.location = t.l
              left join lateral (
                   select * from shelf_count
                    where sku = t.s and location = t.l and bucket = t.b and state = 'posted'
                      and (counted_at, message_id) > (t.a, t.m)
                    order by counted_at, message_id limit 1) later on true
              left join lateral (
                   select * from shelf_count
                    where sku = t.s and location = t.l and bucket = t.b and state = 'pending' and counted_at <= t.a
                    order by counted_at desc, count_id desc limit 1) waiting on true
             order by t.n
            """;

    private CountLook() {}

    /** A bucket, when it was counted and by which message. */
    public record Counted(BucketKey of, Instant at, UUID messageId) {}

    /**
     * What is there.
     *
     * @param level what the books had at the instant
     * @param picked what is picked there now and has not left
     * @param setElsewhere a system that owns the counts sets this figure by snapshots
     * @param later the first posted count behind the instant; null when there is none
     * @param waiting the latest count of before that waits; null when none does
     */
    public record Seen(
            BigDecimal level,
            BigDecimal picked,
            boolean setElsewhere,
            @Nullable Later later,
            @Nullable Waiting waiting) {}

    /** A posted count. */
    public record Later(UUID messageId, Instant countedAt) {}

    /** A count that waits, and by how much it differed when it came. */
    public record Waiting(long id, BigDecimal variance) {}

    /**
     * One answer for each, in their order.
     *
     * @param counted of balances that are there and locked
     */
    public static List<Seen> at(Connection transaction, List<Counted> counted) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        for (int n = 0; n < counted.size(); n++) {
            numbers.add(n);
        }
        List<Seen> seen = new ArrayList<>(counted.size());
        try (PreparedStatement statement = transaction.prepareStatement(LOOK)) {
            Columns.bind(statement, numbers, 1)
                    .integer(n -> n)
                    .text(n -> counted.get(n).of().key().sku())
                    .text(n -> counted.get(n).of().key().location())
                    .text(n -> counted.get(n).of().bucket().word())
                    .instant(n -> counted.get(n).at())
                    .uuid(n -> counted.get(n).messageId());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID later = rows.getObject(4, UUID.class);
                    Long waiting = rows.getObject(6, Long.class);
                    seen.add(new Seen(
                            rows.getBigDecimal(1),
                            rows.getBigDecimal(2),
                            rows.getBoolean(3),
                            later == null
                                    ? null
                                    : new Later(later, rows.getTimestamp(5).toInstant()),
                            waiting == null ? null : new Waiting(waiting, rows.getBigDecimal(7))));
                }
            }
        }
        return seen;
    }
}
