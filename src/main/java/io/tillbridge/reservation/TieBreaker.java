package io.tillbridge.reservation;

import io.tillbridge.reservation.RiskRows.OpenPromise;
import io.tillbridge.reservation.Victims.Victim;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whose promise is broken when goods that were promised are gone, in the transaction that found it. Who could be
 * served from another location is moved there; of the others what is at risk is written beside the claim, which stays as it
 * is and counts, so that figures, orders and reposts do not change. The balances of the keys are locked.
 */
@Component
public final class TieBreaker {

    /** Of one item and location looked at; more than these is found by the sweep. */
    private static final int MOST = 2_000;

    private final StockLedger ledger;
    private final Sight sight;
    private final Promising promising;
    private final Clock clock;

    public TieBreaker(StockLedger ledger, FulfilmentRules rules, Promising promising, Clock clock) {
        this.ledger = ledger;
        sight = new Sight(rules);
        this.promising = promising;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param broken promises that nobody can keep
     * @param moved claims that another location serves now, already posted
     * @param balances that this changed
     */
    public record Outcome(List<BrokenPromise> broken, List<MovedClaim> moved, List<Balance> balances) {

        /** Nothing is missing. */
        public static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of());

        public Outcome {
            broken = List.copyOf(broken);
            moved = List.copyOf(moved);
            balances = List.copyOf(balances);
        }

        /** Balances after all. */
        public List<Balance> after(List<Balance> before) {
            if (balances.isEmpty()) {
                return before;
            }
            TreeMap<StockKey, Balance> all = new TreeMap<>();
            before.forEach(balance -> all.put(new StockKey(balance.sku(), balance.location()), balance));
            balances.forEach(balance -> all.put(new StockKey(balance.sku(), balance.location()), balance));
            return List.copyOf(all.values());
        }
    }

    /**
     * Breaks ties where movements took goods that were promised.
     *
     * @param balances that the transaction has changed, after that
     * @param movements all of the transaction
     */
    public Outcome settle(Connection tx, List<Balance> balances, List<Movement> movements) throws SQLException {
        Map<StockKey, Balance> owing = balances.stream()
                .filter(TieBreaker::owes)
                .collect(Collectors.toMap(
                        balance -> new StockKey(balance.sku(), balance.location()), Function.identity()));
        if (owing.isEmpty()) {
            return Outcome.NOTHING;
        }
        Map<StockKey, Loss> losses = Loss.of(movements, owing.keySet());
        owing.keySet().retainAll(losses.keySet());
        return owing.isEmpty() ? Outcome.NOTHING : settle(tx, owing, losses);
    }

    private static boolean owes(Balance balance) {
        return balance.sellable().compareTo(balance.claimed()) < 0
                && !balance.location().equals(NetworkAvailability.UNASSIGNED);
    }

    /** The same of keys of which somebody knows what took the goods. */
    Outcome settle(Connection tx, Map<StockKey, Balance> balances, Map<StockKey, Loss> losses) throws SQLException {
        Map<StockKey, BigDecimal> missing = missing(balances, RiskRows.sums(tx, balances.keySet()));
        if (missing.isEmpty()) {
            return Outcome.NOTHING;
        }
        Map<StockKey, List<OpenPromise>> open =
                RiskRows.open(tx, missing.keySet(), MOST).stream().collect(Collectors.groupingBy(OpenPromise::at));
        Set<String> skus = missing.keySet().stream().map(StockKey::sku).collect(Collectors.toCollection(TreeSet::new));
        OtherPlaces places = OtherPlaces.of(tx, skus, promising);
        Instant now = clock.instant();
        List<Found> found = new ArrayList<>();
        missing.forEach((key, quantity) ->
                found.addAll(victims(quantity, open.getOrDefault(key, List.of()), places, losses.get(key), now)));
        Moves moves = Moves.of(tx, found, places, promising);
        List<Balance> changed = moves.claims().isEmpty() ? List.of() : ledger.post(tx, List.of(), moves.posted());
        List<BrokenPromise> broken = moves.left().stream().map(Found::broken).toList();
        RiskRows.add(tx, broken);
        return new Outcome(broken, moves.claims(), changed);
    }

    /** A promise to be broken, and for whom another place may take it over. */
    record Found(OpenPromise promise, Offer offer, boolean movable, BrokenPromise broken) {}

    private static Map<StockKey, BigDecimal> missing(
            Map<StockKey, Balance> balances, Map<StockKey, RiskRows.Sums> known) {
        Map<StockKey, BigDecimal> missing = new TreeMap<>();
        balances.forEach((key, balance) -> {
            BigDecimal more = missing(balance, known.getOrDefault(key, RiskRows.Sums.NONE));
            if (more.signum() > 0) {
                missing.put(key, more);
            }
        });
        return missing;
    }

    /** What of a balance's promises there are no goods for, beyond what is known to be at risk; below zero: goods are back. */
    static BigDecimal missing(Balance balance, RiskRows.Sums known) {
        return balance.claimed()
                .subtract(known.expired())
                .subtract(balance.sellable().max(BigDecimal.ZERO))
                .subtract(known.atRisk());
    }

    private List<Found> victims(
            BigDecimal missing, List<OpenPromise> open, OtherPlaces places, @Nullable Loss loss, Instant now) {
        Map<String, OpenPromise> byKey = new HashMap<>();
        List<Contender> contenders = new ArrayList<>();
        for (OpenPromise promise : open) {
            byKey.put(promise.key(), promise);
            contenders.add(sight.contender(promise, places));
        }
        List<Found> found = new ArrayList<>();
        for (Victim victim : Victims.of(contenders, missing)) {
            OpenPromise promise =
                    Objects.requireNonNull(byKey.get(victim.promise().key()));
            found.add(found(
                    promise,
                    victim.quantity(),
                    victim.rule(),
                    victim.spared(),
                    places,
                    Objects.requireNonNull(loss),
                    now));
        }
        return found;
    }

    Found found(
            OpenPromise promise,
            BigDecimal quantity,
            TieRule rule,
            @Nullable String spared,
            OtherPlaces places,
            Loss cause,
            Instant now) {
        Offer offer = Sight.offer(promise);
        BrokenPromise broken = new BrokenPromise(
                promise.key(),
                promise.at(),
                promise.connection(),
                promise.reference(),
                promise.line(),
                promise.reservation(),
                quantity,
                rule,
                spared,
                cause,
                now,
                places.of(promise.at(), offer, quantity));
        return new Found(promise, offer, sight.movable(promise), broken);
    }
}
