package io.tillbridge.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.http.Answer;
import io.tillbridge.http.PartnerRequest;
import io.tillbridge.http.RequestRenderer;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.outbox.LaneFeed;
import io.tillbridge.outbox.LaneSignals;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The two transactions of a delivery. <em>Claim</em>: lanes are claimed, translated and frozen as an attempt. <em>Record</em>:
 * the answer's meaning is written to attempt, lanes and dead letters. Between them lies the call and nothing else.
 */
public final class DeliveryStage {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStage.class);

    private final DataSource database;
    private final Clock clock;
    private final DeliverySettings settings;
    private final LaneSignals signals;
    private final LaneTranslator translator;
    private final DeliveryRecord record;
    private final Decisions decisions;
    private final Outages outages;
    private final ConnectionStates states;
    private final DeliveryMetrics metrics;

    DeliveryStage(
            DataSource database,
            Clock clock,
            DeliverySettings settings,
            LaneSignals signals,
            Mappings mappings,
            DeadLetters deadLetters,
            DeliveryMetrics metrics,
            RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.signals = signals;
        this.translator = new LaneTranslator(mappings);
        this.record = new DeliveryRecord(deadLetters);
        this.decisions = new Decisions(random);
        this.outages = new Outages(database, clock);
        this.states = new ConnectionStates(database, clock);
        this.metrics = metrics;
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

    /** Shows the destination in the metrics and notes when its breaker opens. */
    void watch(Destination destination) {
        metrics.watch(destination.name(), feed(destination), destination.client());
        destination.client().breaker().onChange(open -> {
            outages.changed(destination.client().id(), open);
            if (!open) {
                hasten(destination);
            }
        });
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

    /** The oldest attempt that must be repeated now; null when there is none. What was superseded meanwhile is released. */
    @Nullable
    Attempt repeat(Destination destination) throws SQLException {
        while (true) {
            Attempt attempt;
            try (Connection tx = database.getConnection()) {
                attempt = OpenAttempts.repeat(tx, destination, clock.instant(), lease(destination), callBefore());
            }
            if (attempt == null || !attempt.superseded()) {
                return attempt;
            }
            record(destination, attempt, (tx, now) -> Decision.superseded(attempt));
        }
    }

    /** Claims and freezes scheduled lanes whose time has come; null when there is nothing to call for. */
    @Nullable
    Attempt scheduled(Destination destination) throws SQLException {
        return claim(destination, (tx, id, now) -> LaneClaims.scheduled(tx, destination, now, id, lease(destination)));
    }

    /**
     * Claims and freezes hinted lanes; null when none of them may leave now.
     *
     * @param grouping receives the lanes that wait for the end of their window
     */
    @Nullable
    Attempt hinted(Destination destination, List<String> keys, WindowWaits grouping) throws SQLException {
        return claim(destination, (tx, id, now) -> {
            List<Lane> lanes = LaneClaims.hinted(tx, destination, keys, now, id, lease(destination));
            if (lanes.size() < keys.size()) {
                grouping.add(LaneClaims.grouped(tx, destination, keys, now.plusMillis(20)));
            }
            return lanes;
        });
    }

    /** One step of a walk over all lanes. */
    LaneWalk.Step walk(Destination destination, String after) throws SQLException {
        try (Connection tx = database.getConnection()) {
            return LaneWalk.step(tx, destination, after, settings.walkPage());
        }
    }

    /** Releases lanes whose missing reference is there now, and gives up those that waited too long. */
    void sweepHeld(Destination destination) throws SQLException {
        try (Connection tx = database.getConnection()) {
            feed(destination).add(HeldLanes.release(tx, destination));
        }
    }

    @FunctionalInterface
    private interface Claim {
        List<Lane> lanes(Connection tx, UUID id, Instant now) throws SQLException;
    }

    private @Nullable Attempt claim(Destination destination, Claim claim) throws SQLException {
        Instant now = clock.instant();
        long callBefore = callBefore();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        try (Connection tx = database.getConnection()) {
            tx.setAutoCommit(false);
            try {
                List<Lane> lanes = claim.lanes(tx, id, now);
                if (lanes.isEmpty()) {
                    tx.commit();
                    return null;
                }
                Translated translated = translator.translate(tx, destination, lanes, now);
                Attempt attempt = freeze(tx, destination, id, translated, now, callBefore);
                tx.commit();
                return attempt;
            } catch (SQLException | RuntimeException e) {
                tx.rollback();
                feed(destination).wantWalk();
                throw e;
            } finally {
                tx.setAutoCommit(true);
            }
        }
    }

    private @Nullable Attempt freeze(
            Connection tx, Destination destination, UUID id, Translated translated, Instant now, long callBefore)
            throws SQLException {
        PartnerRequest request = null;
        String key = "";
        if (translated.mapped() != null) {
            RequestScope scope = new RequestScope(destination, translated, id);
            key = scope.idempotencyKey();
            request = RequestRenderer.render(
                    destination.client().plan(), destination.flow().request(), scope::value);
            String header = destination.flow().idempotency().header();
            if (header != null) {
                Map<String, String> headers = new TreeMap<>(request.headers());
                headers.put(header, header.equalsIgnoreCase("Idempotency-Key") ? '"' + key + '"' : key);
                request =
                        new PartnerRequest(request.method(), request.path(), request.query(), headers, request.body());
            }
        }
        Attempt attempt = new Attempt(
                id,
                1,
                request == null ? new PartnerRequest("", "", Map.of(), Map.of(), new byte[0]) : request,
                translated.lanes(),
                0,
                null,
                false,
                false,
                callBefore);
        if (!translated.held().isEmpty() || !translated.failed().isEmpty()) {
            record.setAside(tx, destination, attempt, translated, now);
        }
        if (request == null) {
            return null;
        }
        OpenAttempts.freeze(tx, destination, id, key, request, translated.lanes(), now, lease(destination));
        return attempt;
    }

    /** Records the answer; an outcome of a holder that lost its lease counts for nothing. */
    void record(Destination destination, Attempt attempt, Answer answer) throws SQLException {
        record(
                destination,
                attempt,
                (tx, now) -> decisions.decide(
                        destination, attempt, answer, now, since -> exhausted(tx, destination, since, now)));
    }

    @FunctionalInterface
    private interface Meaning {
        Decision decision(Connection tx, Instant now) throws SQLException;
    }

    private void record(Destination destination, Attempt attempt, Meaning meaning) throws SQLException {
        Instant now = clock.instant();
        try (Connection tx = database.getConnection()) {
            tx.setAutoCommit(false);
            try {
                try (Statement statement = tx.createStatement()) {
                    // a lost record means one more repetition with the same key: not worth waiting for the disk
                    statement.execute("set local synchronous_commit = off");
                }
                Decision decision = meaning.decision(tx, now);
                DeliveryRecord.Recorded recorded = record.record(tx, destination, attempt, decision, now);
                tx.commit();
                settle(destination, attempt, decision, recorded, now);
            } catch (SQLException | RuntimeException e) {
                tx.rollback();
                throw e;
            } finally {
                tx.setAutoCommit(true);
            }
        }
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
        feed(destination).add(recorded.due());
        if (decision.pause() != null) {
            states.pause(destination.connection().id(), "tillbridge", decision.pause());
        }
    }

    private boolean exhausted(Connection tx, Destination destination, Instant since, Instant now) {
        Duration allowed = destination.flow().giveUpAfter();
        Duration age = Duration.between(since, now);
        if (age.compareTo(allowed) < 0) {
            return false;
        }
        try {
            Duration open = outages.open(tx, destination.client().id(), since, now);
            return age.minus(open).compareTo(allowed) >= 0;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the outages of " + destination.client().id() + " could not be read", e);
        }
    }

    /** Longer than a call can last, so that after its end the old call must have ended too. */
    private Duration lease(Destination destination) {
        return destination.client().plan().timeout().multipliedBy(2).plus(settings.margin());
    }

    /** A call that has not begun by then could outlive the lease. */
    private long callBefore() {
        return System.nanoTime() + settings.margin().toNanos();
    }
}
