package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.Recorded;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.sourcing.Choice;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Places lines of orders that are posted already: when goods came, and when a person asks. By the same code as posting, in a
 * transaction of its own that locks in the same order. A preview is that transaction, rolled back.
 */
@Component
public final class OrderSourcing {

    private final DataSource database;
    private final Fulfilling fulfilling;
    private final StockLedger ledger;
    private final Lanes lanes;
    private final Outbox outbox;
    private final LaneSignals signals;
    private final Conflicts conflicts;
    private final AuditLog audit;
    private final Clock clock;

    OrderSourcing(
            DataSource database,
            Fulfilling fulfilling,
            StockLedger ledger,
            Lanes lanes,
            Outbox outbox,
            LaneSignals signals,
            Conflicts conflicts,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.fulfilling = fulfilling;
        this.ledger = ledger;
        this.lanes = lanes;
        this.outbox = outbox;
        this.signals = signals;
        this.conflicts = conflicts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is chosen for lines of one method.
     *
     * @param rule null when none of {@code config/sourcing.yaml} is for them
     */
    public record Part(
            String method,
            @Nullable String rule,
            List<Choice.Placed> placed,
            List<Choice.Unplaced> unplaced,
            List<Choice.Considered> considered) {}

    /** What the rules say for an order now; null when nobody knows it. Nothing changes. */
    public @Nullable List<Part> preview(OrderKey key) {
        return source(key, true, null);
    }

    /** Places what of an order has no location; null when nobody knows it. */
    public @Nullable List<Part> apply(OrderKey key, String by) {
        return source(key, false, by);
    }

    private @Nullable List<Part> source(OrderKey key, boolean dry, @Nullable String by) {
        try {
            List<LaneSignal> due = new ArrayList<>();
            Optional<List<Part>> parts = Transactions.in(database, tx -> {
                List<SourcingPosting.Decided> decided = source(tx, key, due);
                if (decided != null && by != null && !dry) {
                    audit.record(
                            tx,
                            by,
                            "order.source",
                            key.system() + "/" + key.id(),
                            ExactJson.nodes().objectNode().toString());
                }
                if (dry) {
                    tx.rollback();
                }
                return Optional.ofNullable(decided).map(OrderSourcing::parts);
            });
            if (!dry) {
                signals.signal(due);
            }
            return parts.orElse(null);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("sourcing of order " + key.id() + " of " + key.system(), e);
        }
    }

    /**
     * In the caller's transaction; null when the books do not know the order.
     *
     * @param due receives the lanes to be signalled after the commit
     */
    @Nullable
    List<SourcingPosting.Decided> source(Connection tx, OrderKey key, List<LaneSignal> due) throws SQLException {
        Recorded recorded = OrderBook.lock(tx, List.of(key)).get(key);
        if (recorded == null) {
            return null;
        }
        Effects effects = new Effects();
        TreeMap<OrderKey, Effects.Cause> causes = new TreeMap<>();
        causes.put(key, new Effects.Cause(clock.instant(), recorded.messageId()));
        List<SourcingPosting.Decided> decided =
                fulfilling.sourcing().decide(tx, fulfilling.sourcing().open(tx, causes, effects), effects);
        List<Balance> balances = ledger.post(tx, effects.movements, effects.claims);
        conflicts.raise(tx, effects.conflicts);
        conflicts.settle(tx, effects.settled);
        List<DesiredState> desired =
                new ArrayList<>(lanes.availability(tx, balances, effects, Reported.of(List.of(), effects)));
        desired.addAll(fulfilling.requests().of(tx, List.of(key)));
        due.addAll(outbox.write(tx, desired));
        return decided;
    }

    private static List<Part> parts(List<SourcingPosting.Decided> decided) {
        List<Part> parts = new ArrayList<>();
        for (SourcingPosting.Decided one : decided) {
            for (SourcingPosting.Sourced sourced : one.parts()) {
                Choice choice = sourced.choice();
                parts.add(new Part(
                        sourced.part().method(),
                        sourced.part().rule() == null
                                ? null
                                : sourced.part().rule().id(),
                        choice.placed(),
                        choice.unplaced(),
                        choice.considered()));
            }
        }
        return parts;
    }
}
