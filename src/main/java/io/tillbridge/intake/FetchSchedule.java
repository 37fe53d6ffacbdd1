package io.tillbridge.intake;

import io.tillbridge.message.DocumentsReady;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.FetchesDue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

/**
 * Gives threads to turns that have fetches due, and sends each fetch through the {@code fetch} route. A turn always gets
 * its first thread; {@value #FURTHER} more are shared. So threads are at most the turns of the configuration and these,
 * and a partner that hangs holds its own. A wait for budget, breaker or the partner's limit holds a timer.
 */
final class FetchSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(FetchSchedule.class);

    /** Threads that all turns share beside the one that each may have. */
    private static final int FURTHER = 16;

    /** A look finds what other nodes, replays and ended claims made due. */
    static final Duration EVERY = Duration.ofMillis(500);

    private final FetchQueue queue;
    private final Fetches fetches;
    private final ScheduledExecutorService clockwork;
    private final Executor threads;
    private final ProducerTemplate routes;
    private final ApplicationEventPublisher events;
    private final Semaphore further = new Semaphore(FURTHER);
    private final Map<FetchTurn, FetchWorkers> turns = new ConcurrentHashMap<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean closed;

    FetchSchedule(
            FetchQueue queue,
            Fetches fetches,
            ScheduledExecutorService clockwork,
            Executor threads,
            ProducerTemplate routes,
            ApplicationEventPublisher events) {
        this.queue = queue;
        this.fetches = fetches;
        this.clockwork = clockwork;
        this.threads = threads;
        this.routes = routes;
        this.events = events;
    }

    /** A thin event was posted on this node: what it names is fetched now, not at the next look. */
    @EventListener
    void onFetchesDue(FetchesDue event) {
        if (!closed && asked.compareAndSet(false, true)) {
            clockwork.execute(this::look);
        }
    }

    /** Fetches under way may end; no other begins. */
    @EventListener
    void onClosed(ContextClosedEvent event) {
        closed = true;
    }

    /** Begins what is due. */
    void look() {
        asked.set(false);
        if (closed) {
            return;
        }
        try {
            queue.claimable(FURTHER + 1)
                    .forEach((connection, names) ->
                            fetches.turns(connection).forEach(turn -> begin(turn, fetches.due(turn, names))));
            away.set(false);
        } catch (DataAccessException e) {
            if (!away.getAndSet(true)) {
                LOG.warn("fetches wait code=database_away cause={}", e.getMessage());
            }
        } catch (Throwable defect) {
            // Thrown, it would end the schedule
            LOG.error("fetches not looked at code=fetch_look_defect", defect);
        }
    }

    private void begin(FetchTurn turn, int due) {
        FetchWorkers workers = turns.computeIfAbsent(turn, fresh -> new FetchWorkers(further));
        int most = fetches.atOnce(turn);
        for (int begun = 0; begun < due && workers.join(most); begun++) {
            try {
                threads.execute(() -> work(turn, workers));
            } catch (RejectedExecutionException stopping) {
                workers.drop();
                return;
            } catch (Throwable noThread) {
                workers.drop();
                throw noThread;
            }
        }
    }

    /** Whatever happens, the worker is counted out: a turn that keeps a dead one would never begin another. */
    private void work(FetchTurn turn, FetchWorkers workers) {
        boolean left = false;
        Duration pause = null;
        try {
            while (!closed && !left && pause == null) {
                FetchStep step = send(turn);
                if (step == null) {
                    break;
                }
                if (step instanceof FetchStep.NotYet notYet) {
                    pause = notYet.pause();
                } else if (step instanceof FetchStep.NoneDue) {
                    left = workers.leave();
                }
            }
        } catch (Throwable defect) {
            // The next look begins another; the claim of this one ends by itself
            LOG.error(
                    "fetch worker ended connection={} client={} code=fetch_worker_defect",
                    turn.connection(),
                    turn.client(),
                    defect);
        } finally {
            if (pause != null) {
                rest(turn, workers, pause);
            } else if (!left) {
                workers.drop();
            }
        }
    }

    /** One look is enough when the rest is over, however many rest. A long one is looked at again: it may be cut short. */
    private void rest(FetchTurn turn, FetchWorkers workers, Duration pause) {
        if (workers.rest()) {
            long millis = Math.max(1, Math.min(pause.toMillis(), EVERY.toMillis()));
            try {
                var unused = clockwork.schedule(() -> wake(turn, workers), millis, TimeUnit.MILLISECONDS);
            } catch (Throwable noTimer) {
                workers.wake();
                throw noTimer;
            }
        }
    }

    private void wake(FetchTurn turn, FetchWorkers workers) {
        try {
            workers.wake();
            begin(turn, 1);
        } catch (Throwable defect) {
            LOG.error("fetches not looked at code=fetch_look_defect", defect);
        }
    }

    /** Null when the route did not answer: the next look tries again. */
    private @Nullable FetchStep send(FetchTurn turn) {
        Exchange exchange = routes.send(
                "direct:fetch?block=false&failIfNoConsumers=false",
                fresh -> fresh.getMessage().setBody(turn));
        if (exchange.getException() != null) {
            if (!closed) {
                LOG.warn(
                        "fetch failed connection={} client={} cause={}",
                        turn.connection(),
                        turn.client(),
                        exchange.getException().toString());
            }
            return null;
        }
        if (!(exchange.getMessage().getBody() instanceof FetchStep step)) {
            return null;
        }
        if (step instanceof FetchStep.Settled) {
            events.publishEvent(new DocumentsReady());
        }
        return step;
    }
}
