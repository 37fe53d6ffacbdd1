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
 * Runs each polling flow on its schedule or when asked, on one node at a time and there on one thread at a time. Each flow
 * has its own thread while it reads, so none waits for another's partner; between two runs, and in a wait, it has none.
 */
public final class Polls {

    private static final Logger LOG = LoggerFactory.getLogger(Polls.class);

    /** How soon a poll that was asked for during a run follows it. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    private final PollWalk walk;
    private final ScheduledExecutorService clockwork;
    private final Executor threads;
    private final ProducerTemplate routes;
    private final Map<String, ScheduledPoll> flows = new ConcurrentHashMap<>();

    /**
     * Polls of a node.
     *
     * @param threads one for each flow that reads
     */
    Polls(PollWalk walk, ScheduledExecutorService clockwork, Executor threads, ProducerTemplate routes) {
        this.walk = walk;
        this.clockwork = clockwork;
        this.threads = threads;
        this.routes = routes;
    }

    /** Starts the schedule of a flow; its first run is at once. */
    void put(PollFlow flow) {
        ScheduledPoll poll = new ScheduledPoll(flow);
        flows.put(flow.planId(), poll);
        later(poll, Duration.ZERO);
    }

    /** Ends the schedule of a flow; a page under way is finished. */
    void remove(String planId) {
        ScheduledPoll poll = flows.remove(planId);
        if (poll != null) {
            poll.removed = true;
            if (poll.running.compareAndSet(false, true)) {
                walk.end(poll);
            }
        }
    }

    /**
     * Runs the poll of a flow now, as a {@code trigger} asks.
     *
     * @return false when there is no such polling flow
     */
    public boolean trigger(String connection, String flow) {
        for (ScheduledPoll poll : flows.values()) {
            if (poll.flow.connection().id().equals(connection)
                    && poll.flow.flow().name().equals(flow)) {
                poll.asked.set(true);
                later(poll, Duration.ZERO);
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
     * is then scheduled. Without effect while another thread is at it.
     */
    public void run(String planId) {
        ScheduledPoll poll = flows.get(planId);
        if (poll == null || !poll.running.compareAndSet(false, true)) {
            return;
        }
        Duration pause;
        boolean between;
        try {
            pause = walk.pages(poll);
            if (poll.removed) {
                walk.end(poll);
            }
            between = poll.run == null;
        } finally {
            poll.running.set(false);
        }
        later(poll, pause);
        // Only now: a trigger before this has lost its own call to the one just made
        if (between && poll.asked.get() && pause.compareTo(ASKED_AGAIN) > 0) {
            later(poll, ASKED_AGAIN);
        }
    }

    private void later(ScheduledPoll poll, Duration pause) {
        if (!poll.removed) {
            poll.next(clockwork.schedule(
                    () -> threads.execute(() -> send(poll)), pause.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void send(ScheduledPoll poll) {
        if (poll.removed) {
            return;
        }
        Exchange exchange = routes.send("direct:" + poll.flow.planId(), fresh -> {});
        if (exchange.getException() != null) {
            LOG.info(
                    "poll skipped plan={} cause={}",
                    poll.flow.planId(),
                    exchange.getException().getMessage());
            later(poll, poll.flow.source().every());
        }
    }
}
