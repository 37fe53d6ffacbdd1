package io.tillbridge.reconciliation;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.DriftConflicts;
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
 * Compares what a connection said last with the books and keeps what it found. Ranges of items are looked at in snapshots of their
 * own, and what was found is written in one transaction: a crash before it leaves what the last run found. Behind it, where the
 * connection's mode is on, each correction is a transaction of its own; what a crash leaves undone is the next run's.
 */
@Component
final class Reconciliation {

    /** Confirmed drifts whose causes are looked for; with more the mapping is the first suspect. */
    private static final int LOOKED_INTO = 1_000;

    /** Who corrects when nobody asked for the run. */
    private static final String SCHEDULE = "reconciliation";

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final Correcting correcting;
    private final AuditLog audit;
    private final Clock clock;

    Reconciliation(DataSource database, AvailabilityPolicy policy, Correcting correcting, AuditLog audit, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.correcting = correcting;
        this.audit = audit;
        this.clock = clock;
    }

    /** Compares now, for somebody who asks for it. Null: another run of the connection is under way. */
    @Nullable
    RunReport run(ReconciledConnection of, String by) throws SQLException {
        try (Connection session = database.getConnection();
                RunLock lock = RunLock.attempt(session, of.id())) {
            return lock.held() ? keep(session, of, by) : null;
        }
    }

    /** Compares now, and keeps and corrects nothing. Null: another run of the connection is under way. */
    @Nullable
    RunReport look(ReconciledConnection of) throws SQLException {
        try (Connection session = database.getConnection();
                RunLock lock = RunLock.attempt(session, of.id())) {
            return lock.held() ? compare(session, of, DriftRecord.before(session, of.id()), new TreeSet<>()) : null;
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
            return due ? keep(session, of, SCHEDULE) : null;
        }
    }

    /** Of these connections, those whose last run was stopped. */
    Set<String> stopped(Set<String> of) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return DriftRecord.stopped(connection, of);
        }
    }

    /** Forgets what runs found of connections that are not compared any more. */
    void endOthers(Set<String> compared) throws SQLException {
        Transactions.in(database, tx -> {
            DriftRecord.endOthers(tx, compared);
            DriftConflicts.endOthers(tx, compared, clock.instant());
            return compared;
        });
    }

    private RunReport keep(Connection session, ReconciledConnection of, String by) throws SQLException {
        Map<StockKey, Sighting> before = DriftRecord.before(session, of.id());
        Set<StockKey> ended = new TreeSet<>(before.keySet());
        RunReport report = compare(session, of, before, ended);
        long run = Transactions.on(session, tx -> {
            Instant now = clock.instant();
            long number = DriftRecord.write(tx, report, List.copyOf(ended), now);
            DriftConflicts.write(
                    tx,
                    of.id(),
                    RunConflicts.confirmed(report),
                    RunConflicts.over(report, before.keySet()),
                    RunConflicts.stopped(report),
                    now);
            if (!by.equals(SCHEDULE)) {
                audit.record(tx, by, "reconciliation.run", of.id(), "{\"run\":" + number + "}");
            }
            return number;
        });
        return report.withCorrected(correcting.correct(of, report, run, by));
    }

    /**
     * Compares range by range.
     *
     * @param before what earlier runs saw
     * @param ended loses the figures that are not in order; left are those that are, and those that nobody has any more
     */
    private RunReport compare(
            Connection session, ReconciledConnection of, Map<StockKey, Sighting> before, Set<StockKey> ended)
            throws SQLException {
        Instant now = clock.instant();
        Drift drift = new Drift(of.terms(), now, DriftRecord.last(session, of.id()));
        RunTotals totals = new RunTotals();
        List<Judged> judged = new ArrayList<>();
        ComparedRows rows = snapshot(session, tx -> ComparedRows.of(tx, of.id(), of.terms()));
        Optional<String> range = Optional.of("");
        while (range.isPresent()) {
            String after = range.get();
            range = snapshot(
                    session,
                    tx -> Optional.ofNullable(rows.look(tx, after, compared -> {
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
        return report(session, of, now, totals, judged);
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
            Outcome outcome = outcomes.get(key);
            boolean waits = outcome == Outcome.CORRECT && known != null && known.waiting() > 0;
            found.add(new Found(
                    one, waits ? Outcome.DOCUMENTS_WAIT : outcome, known == null ? null : Causes.of(one, known)));
        }
        return new RunReport(of.id(), now, totals, stopped, found, 0);
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
