package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.message.DocumentsReady;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.Retelling.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Works at confirmed reposts, a unit per transaction. A crash leaves whole units; the next look goes on. */
@Component
final class RepostSteps {

    private static final Logger LOG = LoggerFactory.getLogger(RepostSteps.class);

    private final DataSource database;
    private final RepostUnit unit;
    private final RepostRuns runs;
    private final AuditLog audit;
    private final LaneSignals signals;
    private final ApplicationEventPublisher events;

    RepostSteps(
            DataSource database,
            RepostUnit unit,
            RepostRuns runs,
            AuditLog audit,
            LaneSignals signals,
            ApplicationEventPublisher events) {
        this.database = database;
        this.unit = unit;
        this.runs = runs;
        this.audit = audit;
        this.signals = signals;
        this.events = events;
    }

    /**
     * Reposts one unit of a running set.
     *
     * @return whether there was one; false: nothing runs, or other nodes work at it
     * @throws SQLException the database is away or busy; the unit is taken up again at the next call
     */
    boolean next() throws SQLException {
        Optional<RepostUnit.Done> step = Transactions.in(database, this::step);
        step.ifPresent(done -> {
            signals.signal(done.due());
            if (done.released() > 0) {
                events.publishEvent(new DocumentsReady());
            }
        });
        return step.isPresent();
    }

    private Optional<RepostUnit.Done> step(Connection tx) throws SQLException {
        RepostUnit.Target target = runs.take(tx, "running").orElse(null);
        if (target == null) {
            return Optional.empty();
        }
        List<RepostUnit.Item> items = RepostItems.pending(tx, target.run());
        if (items.isEmpty()) {
            runs.finish(tx, target.run());
            RepostRun run = runs.find(tx, target.run()).orElseThrow();
            audit.record(tx, target.by(), "repost.finish", run.id().toString(), Reposts.detail(run));
            return Optional.of(RepostUnit.Done.nothing(Map.of()));
        }
        RepostUnit.Done done = reposted(tx, target, items);
        RepostItems.settle(tx, target.run(), items, done.refused());
        return Optional.of(done);
    }

    /** A unit that fails is taken back and refused while its run is still locked, so that it stands for no other one. */
    private RepostUnit.Done reposted(Connection tx, RepostUnit.Target target, List<RepostUnit.Item> items)
            throws SQLException {
        Savepoint before = tx.setSavepoint();
        try {
            return unit.repost(tx, target, items);
        } catch (SQLException | RuntimeException e) {
            Refusal refusal = RepostRehearsal.blamed(e);
            tx.rollback(before);
            Map<UUID, Refusal> refused = new TreeMap<>();
            items.forEach(item -> refused.put(item.messageId(), refusal));
            LOG.warn("repost.refused code={} messages={}", refusal.code(), refused.keySet(), e);
            return RepostUnit.Done.nothing(refused);
        }
    }
}
