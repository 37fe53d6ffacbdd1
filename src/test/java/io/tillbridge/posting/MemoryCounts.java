package io.tillbridge.posting;

import io.tillbridge.stock.BucketKey;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.CountLook;
import io.tillbridge.stock.LateLegs;
import io.tillbridge.stock.LateLegs.Leg;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.ShelfCount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts in memory: they are decided as they are in PostgreSQL, over lists in the place of tables. */
final class MemoryCounts {

    private final CountLimits limits;
    private final Map<BucketKey, List<Leg>> legs = new TreeMap<>();
    private final Map<BucketKey, Set<ShelfCount>> posted = new TreeMap<>();

    MemoryCounts(CountLimits limits) {
        this.limits = limits;
    }

    /** What posted counts take up of movements that have just been posted, and occurred before them. */
    List<Movement> takenUp(List<Movement> movements) {
        List<Leg> late = LateLegs.of(movements);
        keep(late);
        List<Movement> all = new ArrayList<>();
        for (Leg leg : late) {
            ShelfCount count = first(leg);
            if (count != null) {
                all.add(ShelfCount.moving(
                        count.messageId(), leg.of(), leg.change().negate(), count.countedAt()));
            }
        }
        keep(LateLegs.ofCounts(all));
        return all;
    }

    private void keep(List<Leg> some) {
        some.forEach(
                leg -> legs.computeIfAbsent(leg.of(), of -> new ArrayList<>()).add(leg));
    }

    private @Nullable ShelfCount first(Leg leg) {
        return posted(leg.of()).stream()
                .filter(count -> leg.before(count.countedAt(), count.messageId()))
                .findFirst()
                .orElse(null);
    }

    private Set<ShelfCount> posted(BucketKey of) {
        return posted.computeIfAbsent(
                of,
                key -> new TreeSet<>(Comparator.comparing(ShelfCount::countedAt)
                        .thenComparing(count -> count.messageId().toString())));
    }

    /** Decides counts and answers what moves; {@code waiting} gets those that a person must look at. */
    List<Movement> decide(List<CountRound.Counted> counted, List<ShelfCount> waiting) {
        List<Movement> all = new ArrayList<>();
        for (CountRound.Counted one : counted) {
            CountRound round = CountRound.decide(List.of(one), List.of(seen(one)), Map.of(), List.of(), limits);
            round.counts().stream()
                    .filter(count -> count.state() == ShelfCount.State.POSTED)
                    .forEach(count -> posted(count.of()).add(count));
            all.addAll(round.own());
            all.addAll(round.takenUp());
            keep(LateLegs.ofCounts(round.own()));
            keep(LateLegs.ofCounts(round.takenUp()));
            round.counts().stream()
                    .filter(count -> count.state() == ShelfCount.State.PENDING)
                    .forEach(waiting::add);
        }
        return all;
    }

    private CountLook.Seen seen(CountRound.Counted one) {
        BigDecimal level = legs.getOrDefault(one.of(), List.of()).stream()
                .filter(leg -> leg.before(one.at(), one.messageId()))
                .map(Leg::change)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        CountLook.Later later = posted(one.of()).stream()
                .filter(count -> count.countedAt().isAfter(one.at())
                        || (count.countedAt().equals(one.at())
                                && count.messageId()
                                                .toString()
                                                .compareTo(one.messageId().toString())
                                        > 0))
                .findFirst()
                .map(count -> new CountLook.Later(count.messageId(), count.countedAt()))
                .orElse(null);
        return new CountLook.Seen(level, BigDecimal.ZERO, false, later, null);
    }
}
