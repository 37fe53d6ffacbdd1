package io.tillbridge.posting;

import io.tillbridge.canonical.StockCounted;
import io.tillbridge.posting.CountRound.By;
import io.tillbridge.posting.CountRound.Counted;
import io.tillbridge.stock.BucketKey;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.LateLegs;
import io.tillbridge.stock.LateLegs.Leg;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveMovements;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.ShelfCount;
import io.tillbridge.stock.ShelfCounts;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts in reposts. What a repost moves of the time before a posted count is taken up by the count, as what comes late is; and a
 * count that is reposted is taken back and counted again at its instant, with every movement that is known by now.
 */
@Component
final class RepostShelfCounts {

    private final StockLedger ledger;
    private final CountLimits limits;
    private final Clock clock;

    RepostShelfCounts(StockLedger ledger, CountLimits limits, Clock clock) {
        this.ledger = ledger;
        this.limits = limits;
        this.clock = clock;
    }

    /** Adds what counts take up of a repost that is none of a count; the balances are locked. */
    static void takeUp(Connection tx, Effects effects) throws SQLException {
        LateLegs.takenUp(tx, LateLegs.of(effects.movements)).forEach(effects::move);
    }

    /** Takes a count back and counts it again. */
    void count(Connection tx, Work work, StockCounted counted, List<LedgerEntry> entries, Effects effects)
            throws SQLException {
        CountedTraces.gather(work, counted, effects);
        UUID id = work.ready.document().messageId();
        Map<BucketKey, ShelfCount> before = new TreeMap<>();
        ShelfCounts.of(tx, id).forEach(count -> before.put(count.of(), count));
        List<Counted> anew = CountPosting.counted(work, counted, By.LIMITS);
        TreeSet<StockKey> keys = new TreeSet<>();
        before.keySet().forEach(of -> keys.add(of.key()));
        anew.forEach(one -> keys.add(one.of().key()));
        ledger.lock(tx, keys);
        ShelfCounts.take(tx, id);
        List<Movement> back =
                LiveMovements.live(entries).stream().map(Movement::reversing).toList();
        List<Leg> legs = new ArrayList<>(LateLegs.ofCounts(back));
        List<Movement> takenUp = LateLegs.takenUp(tx, legs);
        legs.addAll(LateLegs.ofCounts(takenUp));
        CountRound round = CountRound.decide(
                tx, anew.stream().map(one -> decided(one, before.get(one.of()))).toList(), legs, limits);
        for (List<Movement> movements : List.of(back, takenUp, round.own(), round.takenUp())) {
            movements.forEach(effects::move);
        }
        List<ShelfCount> counts = new ArrayList<>();
        for (ShelfCount count : round.counts()) {
            counts.add(standing(count, before.get(count.of()), back, effects));
        }
        ShelfCounts.write(tx, counts, clock.instant());
    }

    /** What was posted is posted again, whatever the limits say: somebody has looked at the repost. */
    private static Counted decided(Counted one, @Nullable ShelfCount before) {
        By by = before == null || before.state() != ShelfCount.State.PENDING ? By.APPROVED : By.NOT_OWNER;
        return new Counted(
                one.messageId(),
                one.of(),
                one.quantity(),
                one.at(),
                one.withoutPicked(),
                by,
                one.counter(),
                one.photo());
    }

    /**
     * As it stood before: what waits goes on waiting. One whose figure is set elsewhere by now moves what it moved, more or less
     * by what it says otherwise; the snapshot behind it takes that up.
     */
    private static ShelfCount standing(
            ShelfCount count, @Nullable ShelfCount before, List<Movement> back, Effects effects) {
        if (before == null || count.state() == ShelfCount.State.POSTED) {
            return count;
        }
        if (count.state() == ShelfCount.State.SUPERSEDED) {
            StockKey key = count.of().key();
            BigDecimal moved = back.stream()
                    .map(movement -> movement.change(key, count.of().bucket()).negate())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal more = count.quantity().subtract(before.quantity());
            BigDecimal difference = moved.signum() == 0 ? BigDecimal.ZERO : moved.add(more);
            if (difference.signum() != 0) {
                effects.move(count.moving(difference));
            }
            return count;
        }
        return count.standing(before.state(), before.reason());
    }
}
