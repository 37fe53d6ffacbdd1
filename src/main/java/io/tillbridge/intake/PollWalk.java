package io.tillbridge.intake;

import io.tillbridge.http.PartnerClients;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.PulledDocuments.Place;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Begins, continues and ends the run of one polling flow, under the database lease {@code poll:<connection>.<flow>}: it is
 * renewed before each page, and a page is kept only while it is held.
 *
 * <p>What a crash leaves: before a page is kept, the old cursor; after it, the records and the new cursor, which are one
 * transaction. Either way the lease, which ends by itself; the next run, on any node, begins at the cursor.
 */
final class PollWalk {

    private static final Logger LOG = LoggerFactory.getLogger(PollWalk.class);

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(10);

    private final PartnerClients clients;
    private final PulledDocuments documents;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final Leases leases;
    private final Clock clock;

    PollWalk(
            PartnerClients clients,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Leases leases,
            Clock clock) {
        this.clients = clients;
        this.documents = documents;
        this.ids = ids;
        this.redaction = redaction;
        this.leases = leases;
        this.clock = clock;
    }

    /** Reads pages until the listing ends or a wait is needed; answers when to go on. */
    Duration pages(ScheduledPoll poll) {
        PollFlow flow = poll.flow;
        try {
            if (poll.run == null) {
                Duration wait = begin(poll);
                if (!wait.isZero()) {
                    return wait;
                }
            }
            while (!poll.removed && renewed(poll, Duration.ZERO)) {
                PollRun run = poll.run;
                if (run == null) {
                    break;
                }
                PollRun.Outcome outcome = run.page();
                if (!(outcome instanceof PollRun.Continue next)) {
                    end(poll);
                    return ended(poll, outcome);
                }
                if (!next.pause().isZero()) {
                    return renewed(poll, next.pause())
                            ? next.pause()
                            : flow.source().every();
                }
            }
            return flow.source().every();
        } catch (SQLException | DataAccessException away) {
            LOG.warn("poll waits plan={} code=database_away cause={}", flow.planId(), away.getMessage());
            poll.run = null;
            poll.lease = null;
            return DATABASE_AWAY;
        } catch (RuntimeException defect) {
            LOG.error("poll failed plan={} code=poll_defect", flow.planId(), defect);
            end(poll);
            return flow.source().every();
        }
    }

    /** Keeps the lease for a pause and the page after it; false when it is lost, and the run with it. */
    private boolean renewed(ScheduledPoll poll, Duration pause) {
        Lease lease = poll.lease;
        if (lease != null && leases.renew(lease, pause.plus(length(poll.flow)))) {
            return true;
        }
        LOG.info("poll left plan={} code=lease_lost", poll.flow.planId());
        poll.run = null;
        poll.lease = null;
        return false;
    }

    /** Longer than a page can take. */
    private static Duration length(PollFlow flow) {
        Duration call = Objects.requireNonNull(
                        flow.connection().clients().get(flow.source().client()))
                .timeout()
                .multipliedBy(2);
        return LEASE.compareTo(call) > 0 ? LEASE : call.plus(LEASE);
    }

    private static Duration ended(ScheduledPoll poll, PollRun.Outcome outcome) {
        PollFlow flow = poll.flow;
        if (outcome instanceof PollRun.Failed failed) {
            LOG.warn("poll ended plan={} code={} detail={}", flow.planId(), failed.code(), failed.detail());
            return failed.pause();
        }
        PollRun.Finished finished = (PollRun.Finished) outcome;
        LOG.debug("poll finished plan={} fresh={}", flow.planId(), finished.fresh());
        if (!finished.caughtUp()) {
            poll.asked.set(true);
            return Duration.ZERO;
        }
        return flow.source().every();
    }

    /**
     * Takes the lease and starts a run.
     *
     * @return zero when there is a run now; else how long until the next look, because another node polls or has just polled
     */
    private Duration begin(ScheduledPoll poll) throws SQLException {
        PollFlow flow = poll.flow;
        String connection = flow.connection().id();
        String name = flow.flow().name();
        Optional<Lease> lease = leases.acquire("poll:" + connection + "." + name, length(flow));
        if (lease.isEmpty()) {
            return flow.source().every();
        }
        poll.lease = lease.get();
        Optional<Place> place = documents.place(connection, name);
        if (place.isPresent() && !poll.asked.get()) {
            Duration since = Duration.between(place.get().updatedAt(), clock.instant());
            Duration left = flow.source().every().minus(since);
            // Timers are not exact: what is nearly due is due
            if (left.compareTo(flow.source().every().dividedBy(10)) > 0) {
                end(poll);
                return left;
            }
        }
        poll.asked.set(false);
        poll.run = new PollRun(
                flow,
                clients.get(flow.connection(), flow.source().client()),
                documents,
                new RecordDocuments(flow, ids, redaction),
                clock,
                place.map(known -> CursorState.parse(known.state())).orElse(CursorState.START),
                lease.get());
        return Duration.ZERO;
    }

    /** Ends the run and gives its lease up. */
    void end(ScheduledPoll poll) {
        poll.run = null;
        Lease lease = poll.lease;
        poll.lease = null;
        if (lease != null) {
            leases.release(lease);
        }
    }
}
