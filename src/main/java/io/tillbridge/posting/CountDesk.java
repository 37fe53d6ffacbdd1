package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.CountRow;
import io.tillbridge.stock.CountRows;
import io.tillbridge.stock.ShelfCount;
import io.tillbridge.stock.ShelfCounts;
import io.tillbridge.stock.StockLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a person decides about counts that wait. An approved count is posted at its own instant, against what the books know of
 * that instant by now, so what came late while it waited is in it. One transaction, from the balance's lock to the lanes.
 */
@Component
public final class CountDesk {

    private final DataSource database;
    private final StockLedger ledger;
    private final DecisionPosting decisions;
    private final AuditLog audit;
    private final LaneSignals signals;
    private final Clock clock;

    CountDesk(
            DataSource database,
            StockLedger ledger,
            DecisionPosting decisions,
            AuditLog audit,
            LaneSignals signals,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.decisions = decisions;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** What became of a count. */
    public enum Outcome {
        /** As asked. */
        DONE,
        /** There is none of that number. */
        UNKNOWN,
        /** It does not wait: it was decided, or another figure stands for it. */
        NOT_PENDING,
        /** A system that owns the counts sets the figure by now. */
        FIGURE_SET
    }

    private record Decided(Outcome outcome, List<LaneSignal> due) {}

    /** Posts a count that waits. */
    public Outcome approve(long id, String by) throws SQLException {
        Decided decided = Transactions.in(database, tx -> approve(tx, id, by));
        signals.signal(decided.due());
        return decided.outcome();
    }

    /** Lets a count that waits have no effect. */
    public Outcome refuse(long id, String by, @Nullable String why) throws SQLException {
        return Transactions.in(database, tx -> {
            CountRow row = CountRows.find(tx, id);
            if (row == null || row.count().state() != ShelfCount.State.PENDING) {
                return row == null ? Outcome.UNKNOWN : Outcome.NOT_PENDING;
            }
            ledger.lock(tx, new TreeSet<>(List.of(row.count().of().key())));
            if (!ShelfCounts.decide(tx, id, null, by, clock.instant())) {
                return Outcome.NOT_PENDING;
            }
            Conflicts.Settled decided = new Conflicts.Settled(CountPosting.PENDING, CountPosting.subject(row.count()));
            Conflicts.settle(tx, List.of(decided), clock.instant());
            audit.record(tx, by, "count.refuse", String.valueOf(id), detail(row.count(), why));
            return Outcome.DONE;
        });
    }

    private Decided approve(Connection tx, long id, String by) throws SQLException {
        CountRow row = CountRows.find(tx, id);
        if (row == null || row.count().state() != ShelfCount.State.PENDING) {
            return new Decided(row == null ? Outcome.UNKNOWN : Outcome.NOT_PENDING, List.of());
        }
        ShelfCount waits = row.count();
        ledger.lock(tx, new TreeSet<>(List.of(waits.of().key())));
        CountRound round = CountRound.decide(tx, List.of(approved(waits)), List.of(), CountLimits.NONE);
        ShelfCount count = round.counts().get(0);
        if (count.state() != ShelfCount.State.POSTED) {
            return new Decided(Outcome.FIGURE_SET, List.of());
        }
        if (!ShelfCounts.decide(tx, id, count, by, clock.instant())) {
            return new Decided(Outcome.NOT_PENDING, List.of());
        }
        Effects effects = new Effects();
        round.own().forEach(effects::move);
        round.takenUp().forEach(effects::move);
        List<Balance> balances = ledger.post(tx, round.own(), List.of());
        List<Balance> after = ledger.postAnew(tx, round.takenUp(), List.of());
        ShelfCounts.posted(tx, List.of(count));
        effects.settled.addAll(CountPosting.settled(List.of(count)));
        List<LaneSignal> due = decisions.post(tx, after.isEmpty() ? balances : after, effects, List.of());
        audit.record(tx, by, "count.approve", String.valueOf(id), detail(count, null));
        return new Decided(Outcome.DONE, due);
    }

    private static CountRound.Counted approved(ShelfCount waits) {
        return new CountRound.Counted(
                waits.messageId(),
                waits.of(),
                waits.quantity(),
                waits.countedAt(),
                waits.picked().signum() != 0,
                CountRound.By.APPROVED,
                waits.counter(),
                waits.photo());
    }

    private static String detail(ShelfCount count, @Nullable String why) {
        return ExactJson.nodes()
                .objectNode()
                .put("subject", CountPosting.subject(count))
                .put("counted", count.quantity().toPlainString())
                .put("expected", count.expected().toPlainString())
                .put("reason", why)
                .toString();
    }
}
