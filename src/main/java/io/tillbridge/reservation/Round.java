package io.tillbridge.reservation;

import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.reservation.Outcome.Shortage;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Decides requests one after the other in the order of their arrival, in memory: the claims and balances they touch come in,
 * outcomes and what is to be written come out. Pure: it reads no clock and no database.
 */
public final class Round {

    private final Instant now;
    private final FulfilmentRules rules;
    private final Levels levels;
    private final Map<String, ReservedLine> loaded = new HashMap<>();
    private final Map<UUID, Map<String, ReservedLine>> current = new TreeMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private final List<Raised> raised = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    /**
     * A round.
     *
     * @param now the database's time, read while the balances are locked
     * @param levels of every balance of every item that is asked for
     * @param lines of all reservations that requests are about, and expired holds of others, all locked
     */
    public Round(Instant now, FulfilmentRules rules, Collection<Level> levels, Collection<ReservedLine> lines) {
        this(now, rules, new Levels(levels, null), lines);
    }

    Round(Instant now, FulfilmentRules rules, Levels levels, Collection<ReservedLine> lines) {
        this.now = now;
        this.rules = rules;
        this.levels = levels;
        for (ReservedLine line : lines) {
            loaded.put(line.id().key(), line);
            of(line.id().reservation())
                    .put(line.id().key(), line.expired(now) ? line.with(ClaimState.EXPIRED, BigDecimal.ZERO) : line);
        }
    }

    private Map<String, ReservedLine> of(UUID reservation) {
        return current.computeIfAbsent(reservation, id -> new TreeMap<>());
    }

    /** Decides one request; what it changes counts for those behind it. */
    public Outcome decide(Request request) {
        Draft draft = new Draft(levels, of(request.reservation()));
        List<Shortage> shortages = new ArrayList<>();
        int mark = draft.mark();
        Optional<Refused> refused = decide(request, draft, shortages);
        if (refused.isPresent()) {
            draft.backTo(mark);
            return refused.get();
        }
        current.put(request.reservation(), new TreeMap<>(byKey(draft.lines())));
        movements.addAll(draft.movements());
        raised.addAll(draft.raised());
        notices.addAll(draft.notices());
        return new Outcome.Done(request.reservation(), draft.lines(), shortages);
    }

    /** A reservation as it is now. */
    Outcome as(UUID reservation) {
        return new Outcome.Done(reservation, List.copyOf(of(reservation).values()), List.of());
    }

    private Optional<Refused> decide(Request request, Draft draft, List<Shortage> shortages) {
        if (request instanceof Request.Reserve reserve) {
            return Reserving.decide(reserve, rules, draft, now, shortages);
        }
        if (request instanceof Request.Step step) {
            return new Steps(step, rules, draft, now).decide();
        }
        takeOver((Request.TakeOver) request, draft);
        return Optional.empty();
    }

    /** The order's own claims are in the levels already: what the cart held is free, and no figure changes between. */
    private void takeOver(Request.TakeOver order, Draft draft) {
        for (ReservedLine line : draft.lines()) {
            if (line.state().open()) {
                draft.end(line, ClaimState.MOVED);
            } else if (order.paid()
                    && line.state() == ClaimState.EXPIRED
                    && levels.overPromised(line.id().sku())) {
                draft.raise(Exceptions.orderUnreserved(order.order(), line, levels));
                draft.end(line, ClaimState.MOVED);
            }
        }
    }

    private static Map<String, ReservedLine> byKey(List<ReservedLine> lines) {
        Map<String, ReservedLine> byKey = new HashMap<>();
        lines.forEach(line -> byKey.put(line.id().key(), line));
        return byKey;
    }

    /** What is to be written of claims, one for each that differs from how it came. */
    public List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        current.forEach((reservation, lines) -> lines.forEach((key, line) -> {
            ReservedLine before = loaded.get(key);
            if (!line.equals(before)) {
                claims.add(Claim.of(reservation, before, line));
            }
        }));
        return claims;
    }

    /** Goods that left or were set aside. */
    public List<Movement> movements() {
        return List.copyOf(movements);
    }

    /** What customers are told. */
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** What people must look at. */
    public List<Raised> raised() {
        return List.copyOf(raised);
    }
}
