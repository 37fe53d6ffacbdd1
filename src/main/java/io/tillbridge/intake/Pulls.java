package io.tillbridge.intake;

import io.tillbridge.message.PollRequested;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Runs each flow that pulls on its schedule or when asked, on one node at a time and there on one thread at a time. Each flow
 * has its own thread while it reads, so none waits for another's partner; between two runs, and in a wait, it has none.
 */
public final class Pulls {

    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

    /** How soon a poll that was asked for during a run follows it. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    /** How soon a run is tried again whose route would not take it. */
    private static final Duration SKIPPED = Duration.ofMinutes(1);

    private final PullWalk walk;
    private final ScheduledExecutorService clockwork;
    private final Executor threads;
    private final ProducerTemplate routes;
    private final Map<String, ScheduledPull> flows = new ConcurrentHashMap<>();

    /**
     * Pulls of a node.
     *
     * @param threads one for each flow that reads
     */
    Pulls(PullWalk walk, ScheduledExecutorService clockwork, Executor threads, ProducerTemplate routes) {
        this.walk = walk;
        this.clockwork = clockwork;
        this.threads = threads;
        this.routes = routes;
    }

    /** Starts the schedule of a flow; its first run is at once. */
    void put(PullFlow flow) {
        ScheduledPull pull = new ScheduledPull(flow);
        flows.put(flow.planId(), pull);
        later(pull, Duration.ZERO);
    }

    /** Ends the schedule of a flow; a page under way is finished. */
    void remove(String planId) {
        ScheduledPull pull = flows.remove(planId);
        if (pull != null) {
            pull.removed = true;
            if (pull.running.compareAndSet(false, true)) {
                walk.end(pull);
            }
        }
    }

    /**
     * Runs a flow now, as a {@code trigger} asks.
     *
     * @return false when there is no such flow that pulls
     */
    public boolean trigger(String connection, String flow) {
        for (ScheduledPull pull : flows.values()) {
            if (pull.flow.flow().connection().id().equals(connection)
                    && pull.flow.flow().flow().name().equals(flow)) {
                pull.asked.set(true);
                later(pull, Duration.ZERO);
                return true;
            }
        }
        return false;
    }

    /** A posted document asked for a pull. */
    @EventListener
    public void requested(PollRequested request) {
        trigger(request.connection(), request.flow());
    }

    /**
     * The step of the {@code poll-http} route: reads pages until the listing ends or a wait is needed; the rest of the run
     * is then scheduled. Without effect while another thread is at it.
     */
    public void run(String planId) {
        ScheduledPull pull = flows.get(planId);
        if (pull == null || !pull.running.compareAndSet(false, true)) {
            return;
        }
        Duration pause;
        boolean between;
        try {
            pause = walk.pages(pull);
            if (pull.removed) {
                walk.end(pull);
            }
            between = pull.run == null;
        } finally {
            pull.running.set(false);
        }
        later(pull, pause);
        // Only now: a trigger before this has lost its own call to the one just made
        if (between && pull.asked.get() && pause.compareTo(ASKED_AGAIN) > 0) {
            later(pull, ASKED_AGAIN);
        }
    }

    private void later(ScheduledPull pull, Duration pause) {
        if (!pull.removed) {
            pull.next(clockwork.schedule(
                    () -> threads.execute(() -> send(pull)), pause.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void send(ScheduledPull pull) {
        if (pull.removed) {
            return;
        }
        Exchange exchange = routes.send("direct:" + pull.flow.planId(), fresh -> {});
        if (exchange.getException() != null) {
            LOG.info(
                    "pull skipped plan={} cause={}",
                    pull.flow.planId(),
                    exchange.getException().getMessage());
            later(pull, SKIPPED);
        }
    }
}
