package io.tillbridge.posting;

import io.tillbridge.canonical.StockSnapshot;
import io.tillbridge.platform.Columns;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.ShelfCounts;
import io.tillbridge.stock.StockCounts;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Posts snapshots. A system that owns the counts sets the sellable figure: the difference is moved. Any other system's
 * figure is recorded as an observation, compared ({@link Levels}) and never obeyed.
 */
@Component
final class SnapshotPosting {

    private static final String OBSERVE = """
            insert into stock_observation as o (connection, sku, location, quantity, observed_at, message_id)
            select c, s, l, q, a, m
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::timestamptz[], ?::uuid[])
                   as row (c, s, l, q, a, m)
            on conflict (connection, sku, location) do update
               set quantity = excluded.quantity, observed_at = excluded.observed_at, message_id = excluded.message_id
             where o.observed_at <= excluded.observed_at
            returning message_id
            """;

    private final StockLedger ledger;
    private final Clock clock;

    SnapshotPosting(StockLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    private record Seen(StockSnapshot snapshot, Work work, boolean owner) {
        StockKey key() {
            return new StockKey(snapshot.sku(), snapshot.location());
        }

        UUID messageId() {
            return work.ready.document().messageId();
        }

        LevelSeen level() {
            return new LevelSeen(snapshot.system(), key(), snapshot.quantity(), snapshot.observedAt(), messageId());
        }

        StockCounts.Count count(long opened, Instant postedAt) {
            return new StockCounts.Count(
                    key(), opened, opened, messageId(), snapshot.quantity(), snapshot.observedAt(), postedAt);
        }
    }

    private record Subject(String system, StockKey key) implements Comparable<Subject> {
        @Override
        public int compareTo(Subject other) {
            int order = key.compareTo(other.key);
            return order != 0 ? order : system.compareTo(other.system);
        }
    }

    /**
     * Observes the newest snapshot of each item and moves the difference where the system owns the count. One that is older
     * than what is observed of its item is stale, here and in the books.
     *
     * @return the counts that were obeyed, to be kept once their movements are written
     */
    List<StockCounts.Count> post(Connection transaction, List<Work> fresh, Effects effects) throws SQLException {
        if (!effects.agreed.isEmpty()) {
            observe(transaction, newest(snapshots(effects.agreed)));
        }
        List<Seen> snapshots = snapshots(fresh);
        if (snapshots.isEmpty()) {
            return List.of();
        }
        Set<UUID> observed = observe(transaction, newest(snapshots));
        Map<StockKey, Seen> owned = new TreeMap<>();
        for (Seen seen : snapshots) {
            if (!observed.contains(seen.messageId())) {
                seen.work().verdict = new Verdict.Skipped("stale");
            } else if (seen.owner()) {
                owned.merge(seen.key(), seen, SnapshotPosting::newer);
            } else {
                effects.levels.add(seen.level());
            }
        }
        if (owned.isEmpty()) {
            return List.of();
        }
        TreeSet<StockKey> keys = new TreeSet<>(owned.keySet());
        keys.addAll(effects.keys());
        Map<StockKey, BigDecimal> sellable = new HashMap<>();
        Set<StockKey> counted = new TreeSet<>();
        for (Balance balance : ledger.locked(transaction, keys)) {
            StockKey key = new StockKey(balance.sku(), balance.location());
            sellable.put(key, balance.sellable());
            if (balance.countedAt() != null && owned.containsKey(key)) {
                counted.add(key);
            }
        }
        ShelfCounts.setElsewhere(transaction, counted);
        long opened = StockCounts.open(transaction);
        List<StockCounts.Count> counts = new ArrayList<>(owned.size());
        owned.forEach((key, seen) -> {
            BigDecimal moved = effects.movements.stream()
                    .filter(movement ->
                            !movement.occurredAt().isAfter(seen.snapshot().observedAt()))
                    .map(movement -> movement.change(key, Bucket.SELLABLE))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal difference = seen.snapshot()
                    .quantity()
                    .subtract(sellable.getOrDefault(key, BigDecimal.ZERO))
                    .subtract(moved);
            if (difference.signum() != 0) {
                effects.move(Movement.between(
                        seen.messageId(),
                        key.sku(),
                        difference,
                        Place.location(key.location()),
                        Bucket.SELLABLE,
                        Place.LOSS,
                        "count",
                        seen.snapshot().observedAt()));
            }
            counts.add(seen.count(opened, clock.instant()));
        });
        return counts;
    }

    private static List<Seen> newest(List<Seen> snapshots) {
        Map<Subject, Seen> newest = new TreeMap<>();
        snapshots.forEach(
                seen -> newest.merge(new Subject(seen.snapshot().system(), seen.key()), seen, SnapshotPosting::newer));
        return List.copyOf(newest.values());
    }

    private static List<Seen> snapshots(List<Work> fresh) {
        List<Seen> snapshots = new ArrayList<>();
        for (Work work : fresh) {
            if (work.translated != null
                    && work.route != null
                    && work.translated.event() instanceof StockSnapshot snapshot) {
                snapshots.add(new Seen(snapshot, work, work.route.plan().owns().contains("counts")));
            }
        }
        return snapshots;
    }

    private static Seen newer(Seen one, Seen other) {
        return other.snapshot().observedAt().isBefore(one.snapshot().observedAt()) ? one : other;
    }

    /** The message ids of those that are not older than what was observed before. */
    private static Set<UUID> observe(Connection transaction, List<Seen> snapshots) throws SQLException {
        Set<UUID> observed = new HashSet<>();
        try (PreparedStatement statement = transaction.prepareStatement(OBSERVE)) {
            Columns.bind(statement, snapshots, 1)
                    .text(seen -> seen.snapshot().system())
                    .text(seen -> seen.snapshot().sku())
                    .text(seen -> seen.snapshot().location())
                    .decimal(seen -> seen.snapshot().quantity())
                    .instant(seen -> seen.snapshot().observedAt())
                    .uuid(Seen::messageId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    observed.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return observed;
    }
}
