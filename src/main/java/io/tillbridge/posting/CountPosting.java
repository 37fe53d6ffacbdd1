package io.tillbridge.posting;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.StockCounted;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.BucketKey;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.LateLegs;
import io.tillbridge.stock.LateLegs.Leg;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.ShelfCount;
import io.tillbridge.stock.ShelfCounts;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
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
 * Posts what people counted, as a difference at the instant of the count; and lets counts take up what comes later and occurred
 * before them. Behind the batch's movements, in the same transaction: those are in the balances then. A batch that counts
 * nothing and has nothing older than a count asks the database nothing: the balances say how new their newest count is.
 */
@Component
final class CountPosting {

    /** The kind of conflict that a count is which waits. */
    static final String PENDING = "count_pending";

    private static final List<Claim> NO_CLAIMS = List.of();

    private final StockLedger ledger;
    private final CountLimits limits;
    private final JournalGoods journal;
    private final Clock clock;

    CountPosting(StockLedger ledger, CountLimits limits, JournalGoods journal, Clock clock) {
        this.ledger = ledger;
        this.limits = limits;
        this.journal = journal;
        this.clock = clock;
    }

    /** What a work counted, to be decided when its balances are locked. */
    static void gather(Work work, StockCounted counted, Effects effects) {
        CountedTraces.gather(work, counted, effects);
        boolean owner = work.route != null && work.route.plan().owns().contains("counts");
        counted(work, counted, owner ? CountRound.By.LIMITS : CountRound.By.NOT_OWNER)
                .forEach(one -> {
                    effects.counted.add(one);
                    effects.wanted.add(one.of().key());
                });
    }

    /** Its buckets: lines of one bucket add up. */
    static List<CountRound.Counted> counted(Work work, StockCounted counted, CountRound.By by) {
        UUID id = work.ready.document().messageId();
        Map<BucketKey, BigDecimal> sums = new TreeMap<>();
        for (StockCounted.Line line : counted.lines()) {
            StockKey key = new StockKey(line.sku(), counted.location());
            sums.merge(new BucketKey(key, Bucket.of(line.bucket())), line.quantity(), BigDecimal::add);
        }
        List<CountRound.Counted> all = new ArrayList<>();
        sums.forEach((of, quantity) -> all.add(new CountRound.Counted(
                id,
                of,
                quantity,
                counted.countedAt(),
                counted.withoutPicked(),
                by,
                counted.counter(),
                counted.photo())));
        return all;
    }

    /** Locks the balances of a batch that counts something, all at once. */
    void lock(Connection tx, Effects effects) throws SQLException {
        if (!effects.counted.isEmpty()) {
            ledger.lock(tx, new TreeSet<>(effects.keys()));
        }
    }

    /**
     * Posts the batch's counts and what counts take up of its movements.
     *
     * @param changed the balances after the batch's own movements
     * @return the balances after all
     */
    List<Balance> post(Connection tx, Effects effects, List<Balance> changed) throws SQLException {
        List<Leg> late = late(tx, effects.movements, changed);
        if (late.isEmpty() && effects.counted.isEmpty()) {
            return changed;
        }
        TreeMap<StockKey, Balance> balances = new TreeMap<>();
        keep(balances, changed);
        List<Movement> corrections = new ArrayList<>(LateLegs.takenUp(tx, late));
        keep(balances, ledger.postAnew(tx, corrections, NO_CLAIMS));
        if (!effects.counted.isEmpty()) {
            CountRound round = CountRound.decide(tx, effects.counted, List.of(), limits);
            keep(balances, post(tx, round, effects));
            corrections.addAll(round.takenUp());
        }
        corrections.forEach(effects::move);
        journal.post(tx, corrections);
        return List.copyOf(balances.values());
    }

    private List<Balance> post(Connection tx, CountRound round, Effects effects) throws SQLException {
        TreeMap<StockKey, Balance> balances = new TreeMap<>();
        keep(balances, ledger.post(tx, round.own(), NO_CLAIMS));
        keep(balances, ledger.postAnew(tx, round.takenUp(), NO_CLAIMS));
        round.own().forEach(effects::move);
        ShelfCounts.supersede(tx, round.replaced(), "counted_again");
        ShelfCounts.write(tx, round.counts(), clock.instant());
        settle(tx, round.counts(), clock.instant());
        round.counts().stream()
                .filter(count -> count.state() == ShelfCount.State.PENDING)
                .forEach(count -> effects.conflicts.add(waits(count)));
        return List.copyOf(balances.values());
    }

    /** What was to be counted is counted, and what waited is decided. */
    static void settle(Connection tx, List<ShelfCount> counts, Instant now) throws SQLException {
        Conflicts.settle(tx, settled(counts), now);
    }

    /** The conflicts that end with counts that wait no more. */
    static List<Conflicts.Settled> settled(List<ShelfCount> counts) {
        List<Conflicts.Settled> settled = new ArrayList<>();
        for (ShelfCount count : counts) {
            if (count.state() != ShelfCount.State.PENDING) {
                settled.add(new Conflicts.Settled(PENDING, subject(count)));
                if (count.of().bucket() == Bucket.SELLABLE) {
                    StockKey key = count.of().key();
                    settled.add(new Conflicts.Settled("count_wanted", key.sku() + "@" + key.location()));
                }
            }
        }
        return settled;
    }

    /** What a conflict about a count is about. */
    static String subject(ShelfCount count) {
        StockKey key = count.of().key();
        return key.sku() + "@" + key.location() + " " + count.of().bucket().word();
    }

    private static Conflicts.Conflict waits(ShelfCount count) {
        return new Conflicts.Conflict(
                PENDING,
                subject(count),
                count.messageId(),
                ExactJson.nodes()
                        .objectNode()
                        .put("reason", count.reason())
                        .put("counted", PlainDecimal.text(count.quantity()))
                        .toString());
    }

    /**
     * What occurred no later than the newest count of its item and location. Only balances that the batch leaves as they were, by
     * movements that undo each other, are asked for.
     */
    private static List<Leg> late(Connection tx, List<Movement> movements, List<Balance> balances) throws SQLException {
        Map<StockKey, Instant> newest = new HashMap<>();
        Set<StockKey> told = new HashSet<>();
        for (Balance balance : balances) {
            StockKey key = new StockKey(balance.sku(), balance.location());
            told.add(key);
            if (balance.countedAt() != null) {
                newest.put(key, balance.countedAt());
            }
        }
        List<Leg> legs = LateLegs.of(movements);
        TreeSet<StockKey> others = new TreeSet<>();
        legs.stream()
                .map(leg -> leg.of().key())
                .filter(key -> !told.contains(key))
                .forEach(others::add);
        newest.putAll(ShelfCounts.newest(tx, others));
        return newest.isEmpty()
                ? List.of()
                : legs.stream()
                        .filter(leg ->
                                !leg.at().isAfter(newest.getOrDefault(leg.of().key(), Instant.MIN)))
                        .toList();
    }

    private static void keep(Map<StockKey, Balance> balances, List<Balance> changed) {
        changed.forEach(balance -> balances.put(new StockKey(balance.sku(), balance.location()), balance));
    }
}
