package io.tillbridge.reservation;

import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.reservation.RiskRows.OpenPromise;
import io.tillbridge.stock.AvailabilityTold;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.Tasks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Looks at promises at risk again: those that goods have come for are good, those whose claim is over are nobody's business any
 * more, those that somebody was working at are moved, and what is missing beyond is settled as ever. It depends on nothing but
 * what is in the books, so doing it again changes nothing.
 */
@Component
public final class MadeGood {

    private final StockLedger ledger;
    private final TieBreaker ties;
    private final FulfilmentRules rules;
    private final Promising promising;
    private final AvailabilityTold told;
    private final NoticesTold notices;
    private final Outbox outbox;
    private final Tasks tasks;
    private final Clock clock;

    public MadeGood(
            StockLedger ledger,
            TieBreaker ties,
            FulfilmentRules rules,
            Promising promising,
            AvailabilityTold told,
            NoticesTold notices,
            Outbox outbox,
            Tasks tasks,
            Clock clock) {
        this.ledger = ledger;
        this.ties = ties;
        this.rules = rules;
        this.promising = promising;
        this.told = told;
        this.notices = notices;
        this.outbox = outbox;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Looks at some items and locations; answers how many claims are not at risk any more. */
    int look(Connection tx, SortedSet<StockKey> keys) throws SQLException {
        Map<StockKey, Balance> balances = new TreeMap<>();
        for (Balance balance : ledger.locked(tx, keys)) {
            balances.put(new StockKey(balance.sku(), balance.location()), balance);
        }
        Map<StockKey, Loss> causes = RiskEnds.causes(tx, keys);
        List<String> ended = new ArrayList<>(RiskEnds.over(tx, keys));
        Map<StockKey, RiskRows.Sums> sums = RiskRows.sums(tx, keys);
        Map<StockKey, BigDecimal> back = new TreeMap<>();
        balances.forEach((key, balance) -> {
            BigDecimal missing = TieBreaker.missing(balance, sums.getOrDefault(key, RiskRows.Sums.NONE));
            if (missing.signum() < 0) {
                back.put(key, missing.negate());
            }
        });
        OtherPlaces places = OtherPlaces.of(tx, skus(keys), promising);
        ended.addAll(RiskEnds.take(tx, good(RiskEnds.atRisk(tx, keys), back, places)));
        TieBreaker.Outcome moved = moves(tx, keys, places, causes);
        ended.addAll(RiskEnds.take(tx, given(moved.moved())));
        moved.balances().forEach(balance -> balances.replace(new StockKey(balance.sku(), balance.location()), balance));
        balances.keySet().retainAll(causes.keySet());
        TieBreaker.Outcome more = ties.settle(tx, balances, causes);
        write(tx, ended, moved, more);
        return ended.size();
    }

    private static SortedSet<String> skus(SortedSet<StockKey> keys) {
        return keys.stream().map(StockKey::sku).collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, BigDecimal> good(List<OpenPromise> atRisk, Map<StockKey, BigDecimal> back, OtherPlaces places) {
        Sight sight = new Sight(rules);
        Map<StockKey, List<Contender>> byKey = new TreeMap<>();
        atRisk.forEach(promise ->
                byKey.computeIfAbsent(promise.at(), key -> new ArrayList<>()).add(sight.contender(promise, places)));
        Map<String, BigDecimal> good = new HashMap<>();
        byKey.forEach((key, broken) -> good.putAll(Victims.good(broken, back.getOrDefault(key, BigDecimal.ZERO))));
        return good;
    }

    /** What could not be moved when it was found, because somebody was working at it or nobody had it. */
    private TieBreaker.Outcome moves(
            Connection tx, SortedSet<StockKey> keys, OtherPlaces places, Map<StockKey, Loss> causes)
            throws SQLException {
        List<TieBreaker.Found> found = new ArrayList<>();
        for (OpenPromise promise : RiskEnds.atRisk(tx, keys)) {
            Loss cause = causes.get(promise.at());
            if (cause != null) {
                found.add(ties.found(promise, promise.free(), TieRule.NO_OTHER, null, places, cause, clock.instant()));
            }
        }
        Moves moves = Moves.of(tx, found, places, promising);
        if (moves.claims().isEmpty()) {
            return TieBreaker.Outcome.NOTHING;
        }
        List<Balance> changed = ledger.post(tx, List.of(), moves.posted());
        return new TieBreaker.Outcome(List.of(), moves.claims(), changed);
    }

    /** By claim, what of it another location has taken over. */
    private static Map<String, BigDecimal> given(List<MovedClaim> moved) {
        Map<String, BigDecimal> given = new HashMap<>();
        for (MovedClaim one : moved) {
            Claim.Before before = one.claim().before();
            if (before != null) {
                given.put(
                        one.claim().key(),
                        before.quantity().subtract(one.claim().quantity()));
            }
        }
        return given;
    }

    private void write(Connection tx, List<String> ended, TieBreaker.Outcome moved, TieBreaker.Outcome more)
            throws SQLException {
        Instant now = clock.instant();
        tasks.end(tx, ended.stream().map(BreakTasks::key).toList());
        List<Notice> find = new ArrayList<>(BreakTasks.notices(more.broken()));
        find.addAll(StaffNotices.of(tasks.open(tx, BreakTasks.of(more.broken(), rules.breaks()))));
        List<Claim> claims = new ArrayList<>();
        moved.moved().forEach(one -> claims.add(one.claim()));
        more.moved().forEach(one -> claims.add(one.claim()));
        List<DesiredState> desired = new ArrayList<>(notices.of(tx, find));
        if (!claims.isEmpty()) {
            desired.addAll(told.of(tx, more.after(moved.balances()), List.of(), claims, now));
        }
        outbox.schedule(tx, desired, now);
    }
}
