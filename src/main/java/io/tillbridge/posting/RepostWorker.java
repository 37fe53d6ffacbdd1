package io.tillbridge.posting;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Works at reposts and their previews on a thread of its own, a unit of each in turn; after a restart it goes on where it,
 * or another node, was.
 */
@Component
final class RepostWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RepostWorker.class);

    private final RepostSteps steps;
    private final RepostRehearsal rehearsal;

    /** Looks that were asked for since the thread last rested. */
    private final AtomicInteger asked = new AtomicInteger();

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "repost");
        worker.setDaemon(true);
        return worker;
    });

    /** What the last look failed with; empty: it did not. */
    private String waitsFor = "";

    RepostWorker(RepostSteps steps, RepostRehearsal rehearsal) {
        this.steps = steps;
        this.rehearsal = rehearsal;
    }

    @Scheduled(fixedDelayString = "${tillbridge.posting.release-every:5s}")
    void look() {
        if (!stopped.get() && asked.getAndIncrement() == 0) {
            thread.execute(this::work);
        }
    }

    @EventListener(RepostsDue.class)
    void due() {
        look();
    }

    /** Rests only when nothing was asked for since it began to look, so that no signal is lost. */
    private void work() {
        int seen;
        do {
            seen = asked.get();
            try {
                boolean more = true;
                while (more && !stopped.get()) {
                    boolean reposted = steps.next();
                    boolean previewed = rehearsal.next();
                    more = reposted || previewed;
                    waitsFor = "";
                }
            } catch (SQLException | RuntimeException e) {
                waits(e);
            }
        } while (!asked.compareAndSet(seen, 0) && !stopped.get());
    }

    /** One cause is told once, not at each look. */
    private void waits(Exception e) {
        String cause = e instanceof SQLException sql
                ? String.valueOf(sql.getSQLState())
                : e.getClass().getSimpleName();
        if (!cause.equals(waitsFor)) {
            LOG.warn("repost.waiting cause={} reposts go on when the cause is mended", cause, e);
        }
        waitsFor = cause;
    }

    @Override
    public void destroy() {
        stopped.set(true);
        thread.shutdown();
    }
}
