package io.tillbridge.delivery;

import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.outbox.LaneFeed;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.partner.Answer;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a destination's workers ask of the database: the {@link ClaimTransaction claim} before a call, the
 * {@link RecordTransaction record} after it, and what else is due. Between claim and record lies the call and nothing else.
 */
public final class DeliveryStage {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStage.class);

    private final DataSource database;
    private final Clock clock;
    private final DeliverySettings settings;
    private final LaneSignals signals;
    private final ClaimTransaction claims;
    private final LaneLook look;
    private final RecordTransaction records;
    private final Outages outages;
    private final DeliveryMetrics metrics;
    private final DeadLetters deadLetters;
    private final Prechecks prechecks;

    DeliveryStage(
            DataSource database,
            Clock clock,
            DeliverySettings settings,
            LaneSignals signals,
            Mappings mappings,
            DeadLetters deadLetters,
            DeliveryMetrics metrics,
            RandomGenerator random,
            Reconciliations reconciliations) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.signals = signals;
        this.prechecks = new Prechecks();
        DeliveryRecord record = new DeliveryRecord(deadLetters, clock);
        this.look = new LaneLook(database, signals);
        this.claims =
                new ClaimTransaction(database, clock, settings, new LaneTranslator(mappings, prechecks), record, look);
        this.outages = new Outages(database, clock, settings.node());
        this.records = new RecordTransaction(
                database,
                clock,
                signals,
                record,
                new Decisions(random),
                outages,
                new ConnectionStates(database, clock),
                metrics,
                reconciliations,
                look);
        this.metrics = metrics;
        this.deadLetters = deadLetters;
    }

    DeliverySettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    LaneFeed feed(Destination destination) {
        return signals.feed(destination.name());
    }

    /**
     * Shows the destination in the metrics and notes when its breaker opens and closes.
     *
     * @return ends the notes: the breaker may outlive this generation
     */
    Runnable watch(Destination destination) {
        prechecks.compile(destination.flow());
        if (destination.partner().gate().breaker().state().equals("closed")) {
            outages.started(destination.partner().id());
        }
        metrics.watch(destination.name(), feed(destination), destination.partner());
        return destination.partner().gate().breaker().onChange(open -> {
            outages.changed(destination.partner().id(), open);
            if (!open) {
                hasten(destination);
            }
        });
    }

    /**
     * Shows a destination that is told nothing any more no longer.
     *
     * @param client whether nothing else is told through its client
     */
    void forget(Destination destination, boolean client) {
        metrics.forget(destination.name(), client ? destination.partner().id() : null);
    }

    private void hasten(Destination destination) {
        try (Connection tx = database.getConnection()) {
            OpenAttempts.hasten(tx, destination);
        } catch (SQLException e) {
            LOG.warn("delivery.not_hastened destination={} cause={}", destination.name(), e.toString());
        }
    }

    boolean paused(Destination destination) throws SQLException {
        try (Connection tx = database.getConnection()) {
            return ConnectionStates.paused(tx, destination.connection().id());
        }
    }

    /**
     * The oldest attempt that must be repeated now; null when there is none. What was superseded meanwhile is released.
     * In a dry run there is none: what was begun before waits for its end.
     */
    @Nullable
    Attempt repeat(Destination destination) throws SQLException {
        if (destination.dryRun()) {
            return null;
        }
        while (true) {
            Attempt attempt;
            try (Connection tx = database.getConnection()) {
                attempt = OpenAttempts.repeat(
                        tx, destination, clock.instant(), settings.lease(destination), settings.callBefore());
            }
            if (attempt == null || !attempt.superseded()) {
                return attempt;
            }
            records.superseded(destination, attempt);
        }
    }

    /** Claims and freezes scheduled lanes whose time has come; null when there is nothing to call for. */
    @Nullable
    Attempt scheduled(Destination destination) throws SQLException {
        return claimed(destination, () -> claims.scheduled(destination));
    }

    /**
     * Claims and freezes hinted lanes; null when none of them may leave now.
     *
     * @param grouping receives the lanes that wait for the end of their window
     */
    @Nullable
    Attempt hinted(Destination destination, List<String> keys, WindowWaits grouping) throws SQLException {
        return claimed(destination, () -> claims.hinted(destination, keys, grouping));
    }

    /**
     * Claims and freezes lanes that somebody wrote who could not give hints; null when none of them may leave now.
     *
     * @param grouping receives the lanes that wait for the end of their window
     */
    @Nullable
    Attempt woken(Destination destination, WindowWaits grouping) throws SQLException {
        return claimed(destination, () -> claims.woken(destination, grouping));
    }

    @FunctionalInterface
    private interface Claiming {
        @Nullable
        Attempt attempt() throws SQLException;
    }

    /** Hints were taken and are lost when the claim fails: a walk finds their lanes again. */
    private @Nullable Attempt claimed(Destination destination, Claiming claiming) throws SQLException {
        try {
            return claiming.attempt();
        } catch (SQLException | RuntimeException | Error e) {
            feed(destination).wantWalk();
            throw e;
        }
    }

    /** One step of a walk over all lanes. */
    LaneWalk.Step walk(Destination destination, String after) throws SQLException {
        try (Connection tx = database.getConnection()) {
            return LaneWalk.step(tx, destination, after, settings.walkPage());
        }
    }

    /** Releases lanes whose missing reference is there now, gives up those that waited too long, and forgets old wakes. */
    void sweepHeld(Destination destination) throws SQLException {
        Instant now = clock.instant();
        List<String> ended = new ArrayList<>();
        List<String> released = Transactions.in(database, tx -> {
            LaneWakes.forget(tx, now);
            List<String> found = HeldLanes.release(tx, destination);
            ended.clear();
            List<FailedMessage> expired = HeldLanes.expire(tx, destination, now.minus(settings.holdFor()), now);
            deadLetters.file(tx, expired);
            expired.forEach(letter -> ended.add(Objects.requireNonNull(letter.laneKey())));
            if (!expired.isEmpty()) {
                LOG.warn("delivery.hold_expired destination={} lanes={}", destination.name(), expired.size());
            }
            unconfirmed(destination, Confirmations.overdue(tx, destination, now));
            return found;
        });
        feed(destination).add(released);
        look.after(destination, ended);
    }

    private void unconfirmed(Destination destination, List<String> keys) {
        for (String key : keys) {
            LOG.warn("delivery.not_confirmed destination={} key={}", destination.name(), key);
            metrics.unconfirmed(destination);
        }
    }

    /** Releases lanes that wait for a value map row, or that ran dry: the files may say otherwise now. */
    void releaseForValueMaps(Destination destination) throws SQLException {
        feed(destination).add(Transactions.in(database, tx -> HeldLanes.releaseForValueMaps(tx, destination)));
        if (!destination.dryRun()) {
            feed(destination).add(Transactions.in(database, tx -> HeldLanes.releaseAfterDryRun(tx, destination)));
        }
    }

    /** Records the answer; an outcome of a holder that lost its lease counts for nothing. */
    void record(Destination destination, Attempt attempt, Answer answer) throws SQLException {
        records.answered(destination, attempt, answer);
    }
}
