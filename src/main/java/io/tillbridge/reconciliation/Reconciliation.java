package io.tillbridge.reconciliation;

import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares what a connection said last with the books and keeps what it found; moves nothing. Ranges of items are looked at in
 * snapshots of their own, and what was found is written in one transaction: a crash before it leaves what the last run found.
 */
@Component
final class Reconciliation {

    /** Confirmed drifts whose causes are looked for; with more the mapping is the first suspect. */
    private static final int LOOKED_INTO = 1_000;

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final Clock clock;

    Reconciliation(DataSource database, AvailabilityPolicy policy, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.clock = clock;
    }

    /** Compares now. Null: another run of the connection is under way. */
    @Nullable
    RunReport run(ReconciledConnection of, boolean keep) throws SQLException {
        try (Connection session = database.getConnection();
                RunLock lock = RunLock.attempt(session, of.id())) {
            return lock.held() ? run(session, of, keep) : null;
        }
    }

    /** Compares when the connection's period is over. Null: it is not, or another run is under way. */
    @Nullable
    RunReport runDue(ReconciledConnection of) throws SQLException {
        try (Connection session = database.getConnection();
                RunLock lock = RunLock.attempt(session, of.id())) {
            if (!lock.held()) {
                return null;
            }
            Instant last = DriftRecord.last(session, of.id());
            boolean due = last == null || !last.plus(of.every()).isAfter(clock.instant());
            return due ? run(session, of, true) : null;
        }
    }

    private RunReport run(Connection session, ReconciledConnection of, boolean keep) throws SQLException {
        Instant now = clock.instant();
        Map<StockKey, Sighting> before = DriftRecord.before(session, of.id());
        Drift drift = new Drift(of.terms(), now, DriftRecord.last(session, of.id()));
        RunTotals totals = new RunTotals();
        List<Judged> judged = new ArrayList<>();
        Set<StockKey> ended = new TreeSet<>(before.keySet());
        Optional<String> range = Optional.of("");
        while (range.isPresent()) {
            String after = range.get();
            range = snapshot(
                    session,
                    tx -> Optional.ofNullable(ComparedRows.look(tx, of.id(), of.terms(), after, compared -> {
                        Judged one = drift.judge(compared, before.get(compared.key()));
                        totals.add(one, now);
                        if (one.sighting() != null) {
                            judged.add(one);
                        }
                        if (one.as() != DriftClass.OK) {
                            ended.remove(compared.key());
                        }
                    })));
        }
        RunReport report = report(session, of, now, totals, judged);
        if (keep) {
            Transactions.on(session, tx -> {
                DriftRecord.write(tx, report, List.copyOf(ended), clock.instant());
                return report;
            });
        }
        return report;
    }

    private RunReport report(
            Connection session, ReconciledConnection of, Instant now, RunTotals totals, List<Judged> judged)
            throws SQLException {
        String stopped = of.breaker().trips(totals);
        Map<StockKey, Outcome> outcomes = of.corrections()
                .of(
                        judged,
                        totals,
                        of.id(),
                        of.terms().figure(),
                        location -> policy.locations().of(location).source(),
                        stopped != null);
        List<Judged> confirmed = judged.stream()
                .filter(one -> one.as() == DriftClass.CONFIRMED)
                .limit(LOOKED_INTO)
                .toList();
        Map<StockKey, Evidence> evidence = snapshot(session, tx -> EvidenceRows.of(tx, of.id(), of.terms(), confirmed));
        List<Found> found = new ArrayList<>(judged.size());
        for (Judged one : judged) {
            StockKey key = one.compared().key();
            Evidence known = evidence.get(key);
            found.add(new Found(one, outcomes.get(key), known == null ? null : Causes.of(one, known)));
        }
        return new RunReport(of.id(), now, totals, stopped, found);
    }

    private static <T> T snapshot(Connection session, Transactions.Work<T> work) throws SQLException {
        return Transactions.on(session, tx -> {
            try (Statement statement = tx.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
            }
            return work.in(tx);
        });
    }
}
