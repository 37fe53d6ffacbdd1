package io.tillbridge.intake;

import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.PulledDocuments.Place;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Begins, continues and ends the run of one flow, under the database lease {@code poll:<connection>.<flow>}: it is
 * renewed before each step, and what a step read is kept only while it is held. A paused connection is not read: a run under
 * way ends after its step, and the next begins at the cursor.
 *
 * <p>What a crash leaves: before a step is kept, the old cursor; after it, the records and the new cursor, which are one
 * transaction. Either way the lease, which ends by itself; the next run, on any node, begins at the cursor.
 */
final class PullWalk {

    private static final Logger LOG = LoggerFactory.getLogger(PullWalk.class);

    /** Beyond what a step takes at most; what is stored is fenced by the lease, so a short one loses nothing. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(10);

    /** How soon the end of a connection's pause is noticed. */
    private static final Duration PAUSED = Duration.ofSeconds(2);

    private final PulledDocuments documents;
    private final Leases leases;
    private final Clock clock;

    PullWalk(PulledDocuments documents, Leases leases, Clock clock) {
        this.documents = documents;
        this.leases = leases;
        this.clock = clock;
    }

    /** Reads step by step until the source ends or a wait is needed; answers when to go on. */
    Duration pages(ScheduledPull pull) {
        PullFlow flow = pull.flow;
        try {
            if (pull.run == null) {
                Duration wait = begin(pull);
                if (!wait.isZero()) {
                    return wait;
                }
            }
            while (!pull.removed && renewed(pull, Duration.ZERO)) {
                PullRun run = pull.run;
                if (run == null) {
                    break;
                }
                if (paused(flow)) {
                    end(pull);
                    return PAUSED;
                }
                PullRun.Outcome outcome = run.step();
                if (!(outcome instanceof PullRun.Continue next)) {
                    end(pull);
                    return ended(pull, outcome);
                }
                if (!next.pause().isZero()) {
                    return renewed(pull, next.pause()) ? next.pause() : nextRun(flow);
                }
            }
            return nextRun(flow);
        } catch (SQLException | DataAccessException away) {
            LOG.warn("pull waits plan={} code=database_away cause={}", flow.planId(), away.getMessage());
            drop(pull);
            pull.lease = null;
            return DATABASE_AWAY;
        } catch (RuntimeException defect) {
            LOG.error("pull failed plan={} code=pull_defect", flow.planId(), defect);
            end(pull);
            return nextRun(flow);
        }
    }

    private boolean paused(PullFlow flow) throws SQLException {
        return documents.paused(flow.flow().connection().id());
    }

    /** Keeps the lease for a pause and the step after it; false when it is lost, and the run with it. */
    private boolean renewed(ScheduledPull pull, Duration pause) {
        Lease lease = pull.lease;
        if (lease != null && leases.renew(lease, pause.plus(length(pull.flow)))) {
            return true;
        }
        LOG.info("pull left plan={} code=lease_lost", pull.flow.planId());
        drop(pull);
        pull.lease = null;
        return false;
    }

    private Duration nextRun(PullFlow flow) {
        Instant now = clock.instant();
        return Duration.between(now, flow.schedule().after(now));
    }

    private static Duration length(PullFlow flow) {
        return flow.stepTakes().plus(LEASE);
    }

    private Duration ended(ScheduledPull pull, PullRun.Outcome outcome) {
        PullFlow flow = pull.flow;
        if (outcome instanceof PullRun.Failed failed) {
            LOG.warn("pull ended plan={} code={} detail={}", flow.planId(), failed.code(), failed.detail());
            return failed.pause();
        }
        PullRun.Finished finished = (PullRun.Finished) outcome;
        LOG.debug("pull finished plan={} fresh={}", flow.planId(), finished.fresh());
        if (!finished.caughtUp()) {
            pull.asked.set(true);
            return Duration.ZERO;
        }
        return nextRun(flow);
    }

    /**
     * Takes the lease and starts a run.
     *
     * @return zero when there is a run now; else how long until the next look, because another node reads or has just read
     */
    private Duration begin(ScheduledPull pull) throws SQLException {
        PullFlow flow = pull.flow;
        if (paused(flow)) {
            return PAUSED;
        }
        String connection = flow.flow().connection().id();
        String name = flow.flow().flow().name();
        Optional<Lease> lease = leases.acquire("poll:" + connection + "." + name, length(flow));
        if (lease.isEmpty()) {
            // Who holds it may have died in the middle of a run
            Duration next = nextRun(flow);
            return next.compareTo(LEASE) < 0 ? next : LEASE;
        }
        pull.lease = lease.get();
        Optional<Place> place = documents.place(connection, name);
        boolean unfinished =
                place.isPresent() && flow.runs().unfinished(place.get().state());
        if (place.isPresent() && !unfinished && !pull.asked.get()) {
            Instant last = place.get().updatedAt();
            Instant due = flow.schedule().after(last);
            Duration left = Duration.between(clock.instant(), due);
            if (left.compareTo(flow.schedule().early()) > 0) {
                end(pull);
                return left;
            }
        }
        pull.asked.set(false);
        pull.run = flow.runs().begin(place.map(Place::state).orElse(null), lease.get());
        return Duration.ZERO;
    }

    /** Ends the run and gives its lease up. */
    void end(ScheduledPull pull) {
        drop(pull);
        Lease lease = pull.lease;
        pull.lease = null;
        if (lease != null) {
            leases.release(lease);
        }
    }

    private static void drop(ScheduledPull pull) {
        PullRun run = pull.run;
        pull.run = null;
        if (run != null) {
            run.close();
        }
    }
}
