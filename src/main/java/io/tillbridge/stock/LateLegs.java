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
import java.util.function.Function;

/**
 * Changes that occurred before a posted count and come after it. The first count at or behind such a change takes it up, by a
 * movement of the opposite sign at the count's instant: the figure at that instant stays what was counted, and so do those of
 * all later counts. Counts of one instant stand in the order of their messages, behind all that moved in that instant. In the
 * caller's transaction, which holds the balances' locks.
 */
public final class LateLegs {

    private static final String TAKEN_UP = """
            select c.message_id, c.sku, c.location, c.bucket, c.counted_at, sum(t.q)
              from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::uuid[], ?::numeric[]) as t (s, l, b, a, c, q)
             cross join lateral (
                   select * from shelf_count
                    where sku = t.s and location = t.l and bucket = t.b and state = 'posted'
                      and (counted_at, message_id) > (t.a, t.c)
                    order by counted_at, message_id limit 1) c
             group by c.count_id, c.message_id, c.sku, c.location, c.bucket, c.counted_at having sum(t.q) <> 0 order by c.count_id
            """;

    private LateLegs() {}

    /**
     * A change of one bucket at an instant.
     *
     * @param count the message of the count whose difference it is; {@link #NO_COUNT}: it is none
     */
    public record Leg(BucketKey of, Instant at, UUID count, BigDecimal change) {

        /** Whether a count of that message at that instant finds it in the figure. */
        public boolean before(Instant instant, UUID message) {
            int order = at.compareTo(instant);
            // As PostgreSQL compares them
            return order < 0 || (order == 0 && count.toString().compareTo(message.toString()) <= 0);
        }
    }

    /** Stands before every message. */
    public static final UUID NO_COUNT = new UUID(0, 0);

    /** What movements that are no differences of counts change at locations, leg by leg. */
    public static List<Leg> of(Collection<Movement> movements) {
        return of(movements, movement -> NO_COUNT);
    }

    /** The same of differences of counts. */
    public static List<Leg> ofCounts(Collection<Movement> movements) {
        return of(movements, Movement::messageId);
    }

    private static List<Leg> of(Collection<Movement> movements, Function<Movement, UUID> count) {
        List<Leg> legs = new ArrayList<>();
        for (Movement movement : movements) {
            if (movement.from().isLocation()) {
                StockKey key = new StockKey(movement.sku(), movement.from().name());
                legs.add(new Leg(
                        new BucketKey(key, movement.fromBucket()),
                        movement.occurredAt(),
                        count.apply(movement),
                        movement.quantity().negate()));
            }
            if (movement.to().isLocation()) {
                StockKey key = new StockKey(movement.sku(), movement.to().name());
                legs.add(new Leg(
                        new BucketKey(key, movement.toBucket()),
                        movement.occurredAt(),
                        count.apply(movement),
                        movement.quantity()));
            }
        }
        return legs;
    }

    /** The movements by which posted counts take legs up; none where no count is at or behind a leg. */
    public static List<Movement> takenUp(Connection transaction, Collection<Leg> legs) throws SQLException {
        List<Leg> rows = legs.stream().filter(leg -> leg.change().signum() != 0).toList();
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
                    .uuid(Leg::count)
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
