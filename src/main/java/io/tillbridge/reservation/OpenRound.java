package io.tillbridge.reservation;

import io.tillbridge.catalog.ItemComponents;
import io.tillbridge.platform.RoundTrip;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.FreeBalances;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A round over PostgreSQL in its caller's transaction: first carts and claims are locked, then the caller locks the balances
 * named by {@link #keys} together with its own, or those that are {@link #free}, then it decides. What it decides is the
 * caller's to write.
 */
public final class OpenRound {

    private final List<Request> requests;
    private final List<Integer> places;
    private final List<ReservedLine> lines;
    private final Operations operations;
    private final Set<StockKey> known;
    private final SortedSet<String> skus;
    private final TreeSet<StockKey> keys = new TreeSet<>();
    private final LevelRows.@Nullable Read read;

    private OpenRound(
            List<Request> requests,
            List<Integer> places,
            List<ReservedLine> lines,
            Operations operations,
            Set<StockKey> known,
            LevelRows.@Nullable Read read) {
        this.requests = List.copyOf(requests);
        this.places = List.copyOf(places);
        this.lines = lines;
        this.operations = operations;
        this.known = known;
        this.read = read;
        Set<StockKey> touched = TouchedKeys.of(requests, lines);
        this.skus = TouchedKeys.skus(touched);
        // A balance that is not there has nothing to promise, and asking for it must not make one
        touched.stream().filter(known::contains).forEach(keys::add);
        known.stream().filter(key -> skus.contains(key.sku())).forEach(key -> keys.add(anywhere(key.sku())));
    }

    /** The same in a transaction that changes other balances too, be it that it makes them. */
    public SortedSet<StockKey> keysBeside(Collection<StockKey> changing) {
        changing.stream().filter(key -> skus.contains(key.sku())).forEach(key -> keys.add(anywhere(key.sku())));
        return keys();
    }

    /**
     * What was decided.
     *
     * @param now the database's time of the decision
     * @param outcomes one for each request, in their order
     */
    public record Decided(
            Instant now,
            List<Outcome> outcomes,
            List<Claim> claims,
            List<Movement> movements,
            List<Raised> raised,
            List<Notice> notices) {}

    /** Locks the carts of some requests and their claims until the transaction ends; comes before any balance is locked. */
    public static OpenRound open(Connection tx, List<? extends Request> asked) throws SQLException {
        return open(tx, new RoundTrip(), asked);
    }

    /** The same, in one round trip with what the caller has to say first. */
    static OpenRound open(Connection tx, RoundTrip first, List<? extends Request> asked) throws SQLException {
        Set<UUID> reservations = new LinkedHashSet<>();
        asked.forEach(request -> reservations.add(request.reservation()));
        Set<String> named = Kits.skus(asked);
        List<ReservedLine> lines = ReservationRows.lock(first, reservations);
        Map<String, Map<String, BigDecimal>> components =
                named.isEmpty() ? Map.of() : ItemComponents.read(first, named);
        Set<StockKey> known = named.isEmpty() ? new HashSet<>() : LevelRows.known(first, named);
        first.run(tx);
        List<Request> requests = Kits.opened(asked, components);
        SortedSet<String> others = TouchedKeys.skus(TouchedKeys.of(requests, lines));
        others.removeAll(named);
        if (!others.isEmpty()) {
            RoundTrip more = new RoundTrip();
            Set<StockKey> theirs = LevelRows.known(more, others);
            more.run(tx);
            known.addAll(theirs);
        }
        List<Integer> places = IntStream.range(0, requests.size()).boxed().toList();
        return new OpenRound(requests, places, lines, Operations.of(tx, requests), known, null);
    }

    /** What has left of a reservation so far. */
    public List<ReservedLine> consumed(UUID reservation) {
        return lines.stream()
                .filter(line -> line.id().reservation().equals(reservation)
                        && line.amounts().consumed().signum() > 0)
                .toList();
    }

    /** The balances that must be locked before it decides: those it may change, and the network's of each item. */
    public SortedSet<StockKey> keys() {
        return new TreeSet<>(keys);
    }

    /**
     * Locks the balances that nobody else has locked, waits for none that is there, and reads them.
     *
     * @param ledger makes those that are asked for and not there yet
     * @return a round of the requests whose balances these are, ready to be decided; who is left out takes those along that
     *     come behind him of the same reservation
     */
    OpenRound free(Connection tx, StockLedger ledger, Promising promising) throws SQLException {
        TreeSet<StockKey> absent = new TreeSet<>(keys);
        absent.removeAll(known);
        // First, while no balance is locked: it may wait for who makes the same
        ledger.lock(tx, absent);
        TreeSet<StockKey> there = new TreeSet<>(keys);
        there.removeAll(absent);
        RoundTrip together = new RoundTrip();
        SortedSet<StockKey> free = FreeBalances.lock(together, there);
        Supplier<LevelRows.Read> levels = LevelRows.read(together, locked(), promising.safetyStock());
        together.run(tx);
        free.addAll(absent);
        if (free.size() == keys.size()) {
            return new OpenRound(requests, places, lines, operations, known, levels.get());
        }
        Set<UUID> later = new HashSet<>();
        List<Request> now = new ArrayList<>();
        List<Integer> theirPlaces = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            if (later.contains(request.reservation()) || !free.containsAll(keys(request))) {
                later.add(request.reservation());
            } else {
                now.add(request);
                theirPlaces.add(places.get(i));
            }
        }
        List<ReservedLine> theirs = lines.stream()
                .filter(line -> now.stream()
                        .anyMatch(request ->
                                request.reservation().equals(line.id().reservation())))
                .toList();
        return new OpenRound(now, theirPlaces, theirs, operations, known, levels.get());
    }

    /** An item that had no balance when it was locked is not locked: what came since is promised to nobody yet. */
    private List<String> locked() {
        return skus.stream().filter(sku -> keys.contains(anywhere(sku))).toList();
    }

    /** Which of the requests that were asked it decides, in their order. */
    List<Integer> places() {
        return places;
    }

    private Set<StockKey> keys(Request request) {
        Set<StockKey> mine = new HashSet<>();
        for (StockKey key : TouchedKeys.of(List.of(request), lines)) {
            mine.add(key);
            mine.add(anywhere(key.sku()));
        }
        mine.retainAll(keys);
        return mine;
    }

    private static StockKey anywhere(String sku) {
        return new StockKey(sku, NetworkAvailability.UNASSIGNED);
    }

    /**
     * Decides. The balances of {@link #keys} are locked.
     *
     * @param moved of the same transaction, not in the balances yet
     * @param claimed of the same transaction, not in the balances yet
     */
    public Decided decide(
            Connection tx, FulfilmentRules rules, Promising promising, List<Movement> moved, List<Claim> claimed)
            throws SQLException {
        List<String> locked = locked();
        LevelRows.Read read = this.read == null ? LevelRows.read(tx, locked, promising.safetyStock()) : this.read;
        List<ReservedLine> all = new ArrayList<>(lines);
        List<StockKey> withExpired =
                read.withExpired().stream().filter(keys::contains).toList();
        if (!withExpired.isEmpty()) {
            Set<String> known = new TreeSet<>();
            lines.forEach(line -> known.add(line.id().key()));
            ReservationRows.lockExpired(tx, withExpired, read.now()).stream()
                    .filter(line -> !known.contains(line.id().key()))
                    .forEach(all::add);
        }
        Round round = new Round(
                read.now(),
                rules,
                new Levels(
                        Pending.on(read.levels(), moved, claimed),
                        promising.rules().at(tx, locked, read.now())),
                all);
        List<Outcome> outcomes = new ArrayList<>();
        for (Request request : requests) {
            outcomes.add(request instanceof Request.Step step ? once(round, step) : round.decide(request));
        }
        operations.write(tx, read.now());
        return new Decided(read.now(), outcomes, round.claims(), round.movements(), round.raised(), round.notices());
    }

    private Outcome once(Round round, Request.Step step) {
        return switch (operations.seen(step)) {
            case SAME -> round.as(step.reservation());
            case OTHER ->
                Outcome.Refused.of(
                        "operation_reused",
                        "operation '" + step.operation().id()
                                + "' was another step of this reservation; give each its own");
            case NEVER -> {
                Outcome outcome = round.decide(step);
                if (outcome instanceof Outcome.Done) {
                    operations.done(step);
                }
                yield outcome;
            }
        };
    }
}
