package io.tillbridge.delivery;

import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.partner.Answer;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The transaction after a call: the answer's meaning is written to attempt, lanes, dead letters and the connection's pause,
 * and then told to metrics and workers. What a crash leaves: before the commit an attempt whose outcome is unknown, which is repeated with
 * the same key; after it at most lanes that want something newer and were not looked at, which a walk finds.
 */
final class RecordTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(RecordTransaction.class);

    private final DataSource database;
    private final Clock clock;
    private final LaneSignals signals;
    private final DeliveryRecord record;
    private final Decisions decisions;
    private final Outages outages;
    private final ConnectionStates states;
    private final DeliveryMetrics metrics;
    private final Reconciliations reconciliations;
    private final LaneLook look;

    RecordTransaction(
            DataSource database,
            Clock clock,
            LaneSignals signals,
            DeliveryRecord record,
            Decisions decisions,
            Outages outages,
            ConnectionStates states,
            DeliveryMetrics metrics,
            Reconciliations reconciliations,
            LaneLook look) {
        this.look = look;
        this.reconciliations = reconciliations;
        this.database = database;
        this.clock = clock;
        this.signals = signals;
        this.record = record;
        this.decisions = decisions;
        this.outages = outages;
        this.states = states;
        this.metrics = metrics;
    }

    private record Outcome(Decision decision, DeliveryRecord.Recorded recorded) {}

    @FunctionalInterface
    private interface Meaning {
        Decision decision(Connection tx, Instant now) throws SQLException;
    }

    /** Records the answer; an outcome of a holder that lost its lease counts for nothing. */
    void answered(Destination destination, Attempt attempt, Answer answer) throws SQLException {
        record(
                destination,
                attempt,
                (tx, now) -> decisions.decide(
                        destination, attempt, answer, now, since -> exhausted(tx, destination, since, now)));
    }

    /** Ends an attempt that newer states have replaced before it reached the partner. */
    void superseded(Destination destination, Attempt attempt) throws SQLException {
        record(destination, attempt, (tx, now) -> Decision.superseded(attempt));
    }

    private void record(Destination destination, Attempt attempt, Meaning meaning) throws SQLException {
        Instant now = clock.instant();
        Outcome outcome;
        try {
            outcome = written(destination, attempt, meaning, now);
        } catch (SQLException e) {
            // a connection that broke in the commit does not say whether it was one: nobody looked at the lanes
            signals.feed(destination.name()).wantWalk();
            throw e;
        }
        settle(destination, attempt, outcome.decision(), outcome.recorded(), now);
    }

    private Outcome written(Destination destination, Attempt attempt, Meaning meaning, Instant now)
            throws SQLException {
        return Transactions.in(database, tx -> {
            try (Statement statement = tx.createStatement()) {
                // a lost record means one more repetition with the same key: not worth waiting for the disk
                statement.execute("set local synchronous_commit = off");
            }
            Decision decision = meaning.decision(tx, now);
            DeliveryRecord.Recorded recorded = record.record(tx, destination, attempt, decision, now);
            if (recorded.counted() && decision.pause() != null) {
                states.change(tx, destination.connection().id(), true, "tillbridge", decision.pause());
            }
            return new Outcome(decision, recorded);
        });
    }

    private void settle(
            Destination destination,
            Attempt attempt,
            Decision decision,
            DeliveryRecord.Recorded recorded,
            Instant now) {
        // A success is a line a call, hundreds a second at full load: metrics and the delivery table tell them
        LOG.atLevel(decision.quiet() && recorded.dead() == 0 ? Level.DEBUG : Level.WARN)
                .log(
                        "delivery.recorded delivery={} destination={} state={} status={} lanes={} dead={} counted={}",
                        attempt.id(),
                        destination.name(),
                        decision.state(),
                        decision.status(),
                        attempt.lanes().size(),
                        recorded.dead(),
                        recorded.counted());
        if (!recorded.counted()) {
            return;
        }
        if (decision.called()) {
            metrics.recorded(destination, attempt, decision, recorded.dead(), now);
        }
        if (!decision.open()) {
            look.after(destination, attempt.lanes().stream().map(Lane::key).toList());
        }
        reconciliations.request(destination, decision);
    }

    private boolean exhausted(Connection tx, Destination destination, Instant since, Instant now) {
        Duration allowed = destination.flow().giveUpAfter();
        Duration age = Duration.between(since, now);
        if (age.compareTo(allowed) < 0) {
            return false;
        }
        try {
            Duration open = outages.open(tx, destination.partner().id(), since, now);
            return age.minus(open).compareTo(allowed) >= 0;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the outages of " + destination.partner().id() + " could not be read", e);
        }
    }
}
