package io.tillbridge.reservation;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.RoundTrip;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityTold;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NegativesEnded;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.TaskWanted;
import io.tillbridge.tasks.Tasks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The transactions of reservations. Locks carts, claims, balances and lanes, in this order, as posting does behind its orders.
 *
 * <p>What a crash leaves: before the commit nothing, after it everything; who did not get his answer asks again and finds what
 * was done, because a cart has one reservation and a step one name.
 */
@Component
public final class ReservationBooks {

    /** Nobody at a checkout waits longer; the round is tried again. */
    private static final String PATIENCE = "set local lock_timeout = '2s'";

    private final StockLedger ledger;
    private final AvailabilityTold availability;
    private final NoticesTold notices;
    private final Outbox outbox;
    private final FulfilmentRules rules;
    private final Promising promising;
    private final TieBreaker ties;
    private final Tasks tasks;
    private final Clock clock;

    public ReservationBooks(
            StockLedger ledger,
            AvailabilityTold availability,
            NoticesTold notices,
            Outbox outbox,
            FulfilmentRules rules,
            Promising promising,
            TieBreaker ties,
            Tasks tasks,
            Clock clock) {
        this.ledger = ledger;
        this.availability = availability;
        this.notices = notices;
        this.outbox = outbox;
        this.rules = rules;
        this.promising = promising;
        this.ties = ties;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * What was committed.
     *
     * @param outcomes of the requests by their place
     * @param due lanes, to be signalled
     */
    record Written(Map<Integer, Outcome> outcomes, List<LaneSignal> due) {}

    /** Decides requests in one transaction; waits for who holds the items. */
    Written round(Connection connection, List<? extends Request> requests) throws SQLException {
        return Transactions.on(connection, tx -> {
            OpenRound round = OpenRound.open(tx, new RoundTrip().then(PATIENCE), requests);
            ledger.lock(tx, round.keys());
            return written(tx, round);
        });
    }

    /**
     * Decides those of some requests in one transaction whose items nobody holds: outcomes of the others are missing, and
     * nothing of theirs has changed.
     */
    Written freeOf(Connection connection, List<? extends Request> requests) throws SQLException {
        return Transactions.on(connection, tx -> {
            OpenRound round = OpenRound.open(tx, new RoundTrip().then(PATIENCE), requests);
            return written(tx, round.free(tx, ledger, promising));
        });
    }

    private Written written(Connection tx, OpenRound round) throws SQLException {
        OpenRound.Decided decided = round.decide(tx, rules, promising, List.of(), List.of());
        Map<Integer, Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < round.places().size(); i++) {
            outcomes.put(round.places().get(i), decided.outcomes().get(i));
        }
        return new Written(outcomes, write(tx, decided));
    }

    /** Writes of holds that have expired that they have. */
    List<LaneSignal> sweep(Connection connection, int most) throws SQLException {
        return Transactions.on(connection, tx -> {
            new RoundTrip().then(PATIENCE).run(tx);
            List<Claim> ended = new ArrayList<>();
            TreeSet<StockKey> keys = new TreeSet<>();
            for (ReservedLine line : ReservationRows.lockExpired(tx, most)) {
                ended.add(Claim.of(line.id().reservation(), line, line.with(ClaimState.EXPIRED, BigDecimal.ZERO)));
                keys.add(line.stock());
            }
            ledger.lock(tx, keys);
            return write(tx, new OpenRound.Decided(clock.instant(), List.of(), ended, List.of(), List.of(), List.of()));
        });
    }

    private List<LaneSignal> write(Connection tx, OpenRound.Decided decided) throws SQLException {
        List<Claim> claims = decided.claims();
        List<Movement> movements = decided.movements();
        if (claims.isEmpty() && movements.isEmpty()) {
            return List.of();
        }
        List<Balance> posted = ledger.post(tx, movements, claims);
        TieBreaker.Outcome broken = ties.settle(tx, posted, movements);
        List<Balance> balances = broken.after(posted);
        List<Raised> all = new ArrayList<>(decided.raised());
        UUID cause =
                claims.isEmpty() ? movements.get(0).messageId() : claims.get(0).messageId();
        balances.stream()
                .filter(balance -> balance.onHand().signum() < 0)
                .forEach(balance -> all.add(new Raised(
                        "negative_on_hand",
                        balance.sku() + "@" + balance.location(),
                        cause,
                        "{\"onHand\":\"" + PlainDecimal.text(balance.onHand()) + "\"}")));
        RaisedRows.write(tx, all, clock.instant());
        RaisedRows.negativesEnded(tx, NegativesEnded.of(balances, movements), clock.instant());
        List<TaskWanted> wanted = new ArrayList<>(BreakTasks.of(broken.broken(), rules.breaks()));
        wanted.addAll(RaisedTasks.of(decided.raised(), rules.breaks(), clock.instant()));
        List<Notice> told = new ArrayList<>(decided.notices());
        told.addAll(BreakTasks.notices(broken.broken()));
        told.addAll(StaffNotices.of(tasks.open(tx, wanted)));
        List<Claim> changed = new ArrayList<>(claims);
        broken.moved().forEach(moved -> changed.add(moved.claim()));
        List<DesiredState> desired = new ArrayList<>(availability.of(tx, balances, movements, changed, decided.now()));
        desired.addAll(notices.of(tx, told));
        return outbox.write(tx, desired);
    }
}
