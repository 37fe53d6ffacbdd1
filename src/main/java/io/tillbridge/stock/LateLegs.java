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
import java.util.TreeMap;
import java.util.UUID;

/**
 * Changes that occurred before a posted count and come after it. The first count at or behind such a change takes it up, by a
 * movement of the opposite sign at the count's instant: the figure at that instant stays what was counted, and so do those of
 * all later counts. In the caller's transaction, which holds the balances' locks.
 */
public final class LateLegs {

    private static final String TAKEN_UP = """
            select c.message_id, c.sku, c.location, c.bucket, c.counted_at, sum(t.q)
              from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::numeric[]) as t (s, l, b, a, q)
             cross join lateral (
                   select * from shelf_count
                    where sku = t.s and location = t.l and bucket = t.b and state = 'posted' and counted_at >= t.a
                    order by counted_at, count_id limit 1) c
             group by c.count_id, c.message_id, c.sku, c.location, c.bucket, c.counted_at having sum(t.q) <> 0 order by c.count_id
            """;

    private LateLegs() {}

    /** A change of one bucket at an instant. */
    public record Leg(BucketKey of, Instant at, BigDecimal change) {}

    /** What movements change at locations, leg by leg. */
    public static List<Leg> of(Collection<Movement> movements) {
        List<Leg> legs = new ArrayList<>();
        for (Movement movement : movements) {
            if (movement.from().isLocation()) {
                StockKey key = new StockKey(movement.sku(), movement.from().name());
                legs.add(new Leg(
                        new BucketKey(key, movement.fromBucket()),
                        movement.occurredAt(),
                        movement.quantity().negate()));
            }
            if (movement.to().isLocation()) {
                StockKey key = new StockKey(movement.sku(), movement.to().name());
                legs.add(new Leg(new BucketKey(key, movement.toBucket()), movement.occurredAt(), movement.quantity()));
            }
        }
        return legs;
    }

    /** The movements by which posted counts take legs up; none where no count is at or behind a leg. */
    public static List<Movement> takenUp(Connection transaction, Collection<Leg> legs) throws SQLException {
        TreeMap<BucketKey, TreeMap<Instant, BigDecimal>> folded = new TreeMap<>();
        legs.forEach(leg -> folded.computeIfAbsent(leg.of(), of -> new TreeMap<>())
                .merge(leg.at(), leg.change(), BigDecimal::add));
        List<Leg> rows = new ArrayList<>();
        folded.forEach((of, changes) -> changes.forEach((at, change) -> {
            if (change.signum() != 0) {
                rows.add(new Leg(of, at, change));
            }
        }));
        List<Movement> movements = new ArrayList<>();
        if (rows.isEmpty()) {
            return movements;
        }
        try (PreparedStatement statement = transaction.prepareStatement(TAKEN_UP)) {
            Columns.bind(statement, rows, 1)
                    .text(leg -> leg.of().key().sku())
                    .text(leg -> leg.of().key().location())
                    .text(leg -> leg.of().bucket().word())
                    .instant(Leg::at)
                    .decimal(Leg::change);
            try (ResultSet counts = statement.executeQuery()) {
                while (counts.next()) {
                    BucketKey of = new BucketKey(
                            new StockKey(counts.getString(2), counts.getString(3)), Bucket.of(counts.getString(4)));
                    Timestamp countedAt = counts.getTimestamp(5);
                    movements.add(ShelfCount.moving(
                            counts.getObject(1, UUID.class),
                            of,
                            counts.getBigDecimal(6).negate(),
                            countedAt.toInstant()));
                }
            }
        }
        return movements;
    }
}
