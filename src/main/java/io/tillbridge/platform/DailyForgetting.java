package io.tillbridge.platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Forgets once a day what is too old: whichever node first finds the day's lease of a table free does it and keeps the
 * lease. What a crash leaves: rows that the next day forgets.
 */
@Component
public class DailyForgetting implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DailyForgetting.class);

    private static final Duration LOOK = Duration.ofHours(1);

    /** A little less than a day, so that the hour of the work does not wander by more than a look. */
    private static final Duration DAY = Duration.ofHours(23);

    private final Leases leases;
    private final List<Forgetting> all;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "forgetting");
        daemon.setDaemon(true);
        return daemon;
    });

    public DailyForgetting(Leases leases, List<Forgetting> all) {
        this.leases = leases;
        this.all = List.copyOf(all);
    }

    @EventListener(ApplicationStartedEvent.class)
    void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 1, LOOK.toMinutes(), TimeUnit.MINUTES);
    }

    private void look() {
        for (Forgetting one : all) {
            try {
                forget(one).ifPresent(count -> LOG.info("retention.forgotten table={} count={}", one.name(), count));
            } catch (SQLException | RuntimeException e) {
                LOG.warn(
                        "retention.not_forgotten table={} cause=\"{}\" next=\"tried again within the hour\"",
                        one.name(),
                        String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Does the day's work at one table.
     *
     * @return how many rows; empty when it is another node's turn or the day's work is done
     * @throws SQLException the rest is done at the next look
     */
    public OptionalInt forget(Forgetting one) throws SQLException {
        Lease lease = leases.acquire("forget:" + one.name(), DAY).orElse(null);
        if (lease == null) {
            return OptionalInt.empty();
        }
        boolean done = false;
        try {
            int count = 0;
            for (int some = one.step().forget(); some > 0; some = one.step().forget()) {
                count += some;
            }
            done = true;
            return OptionalInt.of(count);
        } finally {
            if (!done) {
                leases.release(lease);
            }
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
