package io.tillbridge.intake;

import io.tillbridge.message.DocumentsReady;
import io.tillbridge.partner.KeyedPoll;
import io.tillbridge.partner.ReconcileRequested;
import io.tillbridge.partner.Reconciled;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Polls what a destination did when it refused a figure, and says when what was found is posted. Between two looks no thread
 * waits; whoever asked goes on by itself when its time is over.
 */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Supplier<@Nullable KeyedPoll> polls;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "reconcile");
        thread.setDaemon(true);
        return thread;
    });

    Reconciler(Supplier<@Nullable KeyedPoll> polls, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.polls = polls;
        this.jdbc = jdbc;
        this.events = events;
    }

    @EventListener
    void on(ReconcileRequested request) {
        long deadline = System.nanoTime() + request.within().toNanos();
        workers.execute(() -> poll(request, deadline));
    }

    void stop() {
        workers.shutdownNow();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a poll reports its own trouble
    private void poll(ReconcileRequested request, long deadline) {
        KeyedPoll poll = polls.get();
        if (poll == null) {
            return;
        }
        try {
            KeyedPoll.Outcome outcome =
                    poll.run(request.connection(), request.flow(), request.args(), request.within());
            if (outcome instanceof KeyedPoll.NotDone not) {
                Duration pause = not.pause().compareTo(LOOK) < 0 ? LOOK : not.pause();
                if (System.nanoTime() + pause.toNanos() - deadline < 0) {
                    workers.schedule(() -> poll(request, deadline), pause.toMillis(), TimeUnit.MILLISECONDS);
                    return;
                }
                LOG.info(
                        "reconcile.not_done connection={} flow={} code={}",
                        request.connection(),
                        request.flow(),
                        not.code());
                return;
            }
            events.publishEvent(new DocumentsReady());
            look(request, deadline);
        } catch (RuntimeException e) {
            LOG.warn(
                    "reconcile.failed connection={} flow={} cause={}",
                    request.connection(),
                    request.flow(),
                    e.toString());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own trouble
    private void look(ReconcileRequested request, long deadline) {
        try {
            if (!waiting(request)) {
                events.publishEvent(new Reconciled(request.lane()));
            } else if (System.nanoTime() - deadline < 0) {
                workers.schedule(() -> look(request, deadline), LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException e) {
            LOG.warn("reconcile.not_seen connection={} cause={}", request.connection(), e.toString());
        }
    }

    /** Whether documents of the flow are still to be posted. */
    private boolean waiting(ReconcileRequested request) {
        return jdbc.sql("""
                        select exists (select 1 from message
                                        where state in ('accepted', 'fetching') and connection = :connection and flow = :flow)""")
                .param("connection", request.connection())
                .param("flow", request.flow())
                .query(Boolean.class)
                .single();
    }
}
