package io.tillbridge.posting;

import io.tillbridge.catalog.ItemCosts;
import io.tillbridge.stock.BucketKey;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.CountLook;
import io.tillbridge.stock.LateLegs.Leg;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.ShelfCount;
import io.tillbridge.stock.ShelfCount.State;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides counts in the order of their instants, while their balances are locked: what each expects, whether it is posted, and
 * what moves then. A posted count's difference is a change before the next posted count, which takes it up.
 */
final class CountRound {

    /** Who says whether a count is posted. */
    enum By {
        /** The limits: it has just come from the system that owns the counts. */
        LIMITS,
        /** A person approves what comes from a system that does not own the counts. */
        NOT_OWNER,
        /** It is approved already, by a person or because it was posted before. */
        APPROVED
    }

    /** One counted bucket. */
    record Counted(
            UUID messageId,
            BucketKey of,
            BigDecimal quantity,
            Instant at,
            boolean withoutPicked,
            By by,
            @Nullable String counter,
            @Nullable String photo) {}

    private final List<ShelfCount> counts = new ArrayList<>();
    private final List<Movement> own = new ArrayList<>();
    private final List<Movement> takenUp = new ArrayList<>();
    private final List<Long> replaced = new ArrayList<>();
    private final List<Leg> legs;

    private CountRound(List<Leg> unposted) {
        legs = new ArrayList<>(unposted);
    }

    /**
     * Decides.
     *
     * @param unposted changes that are not in the balances yet
     */
    static CountRound decide(Connection tx, List<Counted> counted, List<Leg> unposted, CountLimits limits)
            throws SQLException {
        List<Counted> sorted = sorted(counted);
        TreeSet<String> skus = new TreeSet<>();
        sorted.forEach(one -> skus.add(one.of().key().sku()));
        Map<String, ItemCosts.Cost> costs = limits.byValue() ? ItemCosts.of(tx, skus) : Map.of();
        List<CountLook.Seen> seen = CountLook.at(
                tx,
                sorted.stream()
                        .map(one -> new CountLook.Counted(one.of(), one.at(), one.messageId()))
                        .toList());
        return decide(sorted, seen, costs, unposted, limits);
    }

    /** In the order of their instants. */
    private static List<Counted> sorted(List<Counted> counted) {
        return counted.stream()
                .sorted(Comparator.comparing(Counted::at)
                        .thenComparing(one -> one.messageId().toString()))
                .toList();
    }

    /**
     * The decision alone. Pure: the same counts over the same books are decided alike.
     *
     * @param sorted in the order of their instants
     * @param seen what the books say of each
     */
    static CountRound decide(
            List<Counted> sorted,
            List<CountLook.Seen> seen,
            Map<String, ItemCosts.Cost> costs,
            List<Leg> unposted,
            CountLimits limits) {
        CountRound round = new CountRound(unposted);
        for (int n = 0; n < sorted.size(); n++) {
            ItemCosts.Cost cost = costs.get(sorted.get(n).of().key().sku());
            round.add(sorted.get(n), seen.get(n), limits, cost == null ? null : cost.amount());
        }
        return round;
    }

    /** Every count as it stands now. */
    List<ShelfCount> counts() {
        return counts;
    }

    /** The differences of the posted ones. */
    List<Movement> own() {
        return own;
    }

    /** What later counts take up of them. */
    List<Movement> takenUp() {
        return takenUp;
    }

    /** Counts that waited and that these stand for. */
    List<Long> replaced() {
        return replaced;
    }

    private void add(Counted one, CountLook.Seen seen, CountLimits limits, @Nullable BigDecimal cost) {
        BigDecimal level = seen.level();
        for (Leg leg : legs) {
            if (leg.of().equals(one.of()) && leg.before(one.at(), one.messageId())) {
                level = level.add(leg.change());
            }
        }
        BigDecimal picked = one.withoutPicked() ? seen.picked() : BigDecimal.ZERO;
        BigDecimal expected = level.subtract(picked);
        BigDecimal variance = one.quantity().subtract(expected);
        CountLook.Waiting waiting = seen.waiting();
        String reason = seen.setElsewhere()
                ? "figure_set"
                : switch (one.by()) {
                    case LIMITS -> limits.reason(variance, expected, cost, waiting == null ? null : waiting.variance());
                    case NOT_OWNER -> "not_owner";
                    case APPROVED -> null;
                };
        State state = seen.setElsewhere() ? State.SUPERSEDED : reason == null ? State.POSTED : State.PENDING;
        ShelfCount count = new ShelfCount(
                one.messageId(),
                one.of(),
                one.quantity(),
                picked,
                expected,
                one.at(),
                state,
                reason,
                one.counter(),
                one.photo());
        counts.add(count);
        if (waiting != null && one.by() == By.LIMITS) {
            replaced.add(waiting.id());
        }
        if (state == State.POSTED && variance.signum() != 0) {
            own.add(count.moving(variance));
            legs.add(new Leg(one.of(), one.at(), one.messageId(), variance));
            later(one, seen.later(), variance);
        }
    }

    private void later(Counted one, CountLook.@Nullable Later later, BigDecimal variance) {
        if (later != null) {
            takenUp.add(ShelfCount.moving(later.messageId(), one.of(), variance.negate(), later.countedAt()));
            legs.add(new Leg(one.of(), later.countedAt(), later.messageId(), variance.negate()));
        }
    }
}
