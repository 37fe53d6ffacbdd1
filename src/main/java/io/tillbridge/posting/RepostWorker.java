package io.tillbridge.posting;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Works at running reposts on a thread of its own, unit by unit; after a restart it goes on where it was. */
@Component
final class RepostWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RepostWorker.class);

    private final Reposts reposts;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "repost");
        worker.setDaemon(true);
        return worker;
    });

    /** What the last look failed with; empty: it did not. */
    private String waitsFor = "";

    RepostWorker(Reposts reposts) {
        this.reposts = reposts;
    }

    @Scheduled(fixedDelayString = "${tillbridge.posting.release-every:5s}")
    void look() {
        if (!stopped.get() && busy.compareAndSet(false, true)) {
            thread.execute(this::work);
        }
    }

    private void work() {
        try {
            boolean more = true;
            while (more && !stopped.get()) {
                more = reposts.next();
                waitsFor = "";
            }
        } catch (SQLException | RuntimeException e) {
            waits(e);
        } finally {
            busy.set(false);
        }
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
