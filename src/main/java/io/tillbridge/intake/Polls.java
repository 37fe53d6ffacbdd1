package io.tillbridge.intake;

import io.tillbridge.http.PartnerClients;
import io.tillbridge.message.PollRequested;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.PulledDocuments.Place;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

/**
 * Runs each polling flow on its schedule or when asked, on one node at a time: the run holds the database lease
 * {@code poll:<connection>.<flow>}.
 */
public final class Polls {

    private static final Logger LOG = LoggerFactory.getLogger(Polls.class);

    private static final Duration LEASE = Duration.ofMinutes(5);

    /** How soon a poll that was asked for during a run follows it. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    private final PartnerClients clients;
    private final PulledDocuments documents;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final Leases leases;
    private final ScheduledExecutorService clockwork;
    private final ProducerTemplate routes;
    private final Clock clock;
    private final Map<String, Scheduled> flows = new ConcurrentHashMap<>();

    /** A flow and its run while one is under way; everything but the flags belongs to the thread that runs it. */
    private static final class Scheduled {
        private final PollFlow flow;
        private final AtomicBoolean running = new AtomicBoolean();
        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicReference<@Nullable ScheduledFuture<?>> next = new AtomicReference<>();
        private volatile boolean removed;
        private @Nullable PollRun run;
        private @Nullable Lease lease;

        Scheduled(PollFlow flow) {
            this.flow = flow;
        }
    }

    Polls(
            PartnerClients clients,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Leases leases,
            ScheduledExecutorService clockwork,
            ProducerTemplate routes,
            Clock clock) {
        this.clients = clients;
        this.documents = documents;
        this.ids = ids;
        this.redaction = redaction;
        this.leases = leases;
        this.clockwork = clockwork;
        this.routes = routes;
        this.clock = clock;
    }

    /** Starts the schedule of a flow; its first run is at once. */
    void put(PollFlow flow) {
        Scheduled scheduled = new Scheduled(flow);
        flows.put(flow.planId(), scheduled);
        later(scheduled, Duration.ZERO);
    }

    /** Ends the schedule of a flow; a page under way is finished. */
    void remove(String planId) {
        Scheduled scheduled = flows.remove(planId);
        if (scheduled != null) {
            scheduled.removed = true;
            if (scheduled.running.compareAndSet(false, true)) {
                end(scheduled);
            }
        }
    }

    /**
     * Runs the poll of a flow now, as a {@code trigger} asks.
     *
     * @return false when there is no such polling flow
     */
    public boolean trigger(String connection, String flow) {
        for (Scheduled scheduled : flows.values()) {
            if (scheduled.flow.connection().id().equals(connection)
                    && scheduled.flow.flow().name().equals(flow)) {
                scheduled.asked.set(true);
                later(scheduled, Duration.ZERO);
                return true;
            }
        }
        return false;
    }

    /** A posted document asked for a poll. */
    @EventListener
    public void requested(PollRequested request) {
        trigger(request.connection(), request.flow());
    }

    /**
     * The step of the {@code poll-http} route: reads pages until the listing ends or a wait is needed; the rest of the run
     * is then scheduled.
     */
    public void run(String planId) {
        Scheduled scheduled = flows.get(planId);
        if (scheduled == null || !scheduled.running.compareAndSet(false, true)) {
            return;
        }
        Duration pause;
        try {
            pause = pages(scheduled);
            if (scheduled.removed) {
                end(scheduled);
            }
        } finally {
            scheduled.running.set(false);
        }
        boolean again = scheduled.asked.get() && scheduled.run == null;
        later(scheduled, again && pause.compareTo(ASKED_AGAIN) > 0 ? ASKED_AGAIN : pause);
    }

    /** Reads on; answers when to go on. */
    private Duration pages(Scheduled scheduled) {
        PollFlow flow = scheduled.flow;
        try {
            PollRun run = scheduled.run;
            if (run == null) {
                Duration wait = begin(scheduled);
                if (!wait.isZero()) {
                    return wait;
                }
                run = Objects.requireNonNull(scheduled.run);
            }
            while (!scheduled.removed) {
                PollRun.Outcome outcome = run.page();
                if (outcome instanceof PollRun.Continue next) {
                    Lease lease = scheduled.lease;
                    Duration pause = next.pause();
                    if (lease == null || !leases.renew(lease, pause.plus(LEASE))) {
                        scheduled.run = null;
                        scheduled.lease = null;
                        return flow.source().every();
                    }
                    if (!pause.isZero()) {
                        return pause;
                    }
                } else {
                    end(scheduled);
                    return ended(scheduled, outcome);
                }
            }
            return flow.source().every();
        } catch (SQLException | DataAccessException away) {
            LOG.warn("poll waits plan={} code=database_away cause={}", flow.planId(), away.getMessage());
            scheduled.run = null;
            scheduled.lease = null;
            return Duration.ofSeconds(10);
        } catch (RuntimeException defect) {
            LOG.error("poll failed plan={} code=poll_defect", flow.planId(), defect);
            end(scheduled);
            return flow.source().every();
        }
    }

    private static Duration ended(Scheduled scheduled, PollRun.Outcome outcome) {
        PollFlow flow = scheduled.flow;
        if (outcome instanceof PollRun.Failed failed) {
            LOG.warn("poll ended plan={} code={} detail={}", flow.planId(), failed.code(), failed.detail());
            return failed.pause();
        }
        PollRun.Finished finished = (PollRun.Finished) outcome;
        LOG.debug("poll finished plan={} fresh={}", flow.planId(), finished.fresh());
        if (!finished.caughtUp()) {
            scheduled.asked.set(true);
            return Duration.ZERO;
        }
        return flow.source().every();
    }

    /**
     * Takes the lease and starts a run.
     *
     * @return zero when there is a run now; else how long until the next look, because another node polls or has just polled
     */
    private Duration begin(Scheduled scheduled) throws SQLException {
        PollFlow flow = scheduled.flow;
        String connection = flow.connection().id();
        String name = flow.flow().name();
        Optional<Lease> lease = leases.acquire("poll:" + connection + "." + name, LEASE);
        if (lease.isEmpty()) {
            return flow.source().every();
        }
        scheduled.lease = lease.get();
        Optional<Place> place = documents.place(connection, name);
        if (place.isPresent() && !scheduled.asked.get()) {
            Duration since = Duration.between(place.get().updatedAt(), clock.instant());
            Duration left = flow.source().every().minus(since);
            // Timers are not exact: what is nearly due is due
            if (left.compareTo(flow.source().every().dividedBy(10)) > 0) {
                end(scheduled);
                return left;
            }
        }
        scheduled.asked.set(false);
        scheduled.run = new PollRun(
                flow,
                clients.get(flow.connection(), flow.source().client()),
                documents,
                new RecordDocuments(flow, ids, redaction),
                clock,
                place.map(known -> CursorState.parse(known.state())).orElse(CursorState.START));
        return Duration.ZERO;
    }

    private void end(Scheduled scheduled) {
        scheduled.run = null;
        Lease lease = scheduled.lease;
        scheduled.lease = null;
        if (lease != null) {
            leases.release(lease);
        }
    }

    /** The one next call of a flow: a newer one replaces it. */
    private void later(Scheduled scheduled, Duration pause) {
        if (scheduled.removed) {
            return;
        }
        ScheduledFuture<?> call = clockwork.schedule(() -> send(scheduled), pause.toMillis(), TimeUnit.MILLISECONDS);
        ScheduledFuture<?> before = scheduled.next.getAndSet(call);
        if (before != null) {
            before.cancel(false);
        }
    }

    private void send(Scheduled scheduled) {
        if (scheduled.removed) {
            return;
        }
        Exchange exchange = routes.send("direct:" + scheduled.flow.planId(), fresh -> {});
        if (exchange.getException() != null) {
            LOG.info(
                    "poll skipped plan={} cause={}",
                    scheduled.flow.planId(),
                    exchange.getException().getMessage());
            later(scheduled, scheduled.flow.source().every());
        }
    }
}
