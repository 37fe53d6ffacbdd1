package io.tillbridge.intake;

import io.tillbridge.message.DocumentsReady;
import io.tillbridge.message.FetchesDue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListener;

/** Starts rounds of the {@code fetch} route, and writes what was noted of rejected webhooks. */
final class IntakeSchedule implements ApplicationListener<ApplicationStartedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSchedule.class);

    private static final long FETCH_MILLIS = 500;
    private static final long FLUSH_SECONDS = 5;

    private final ScheduledExecutorService clockwork;
    private final ProducerTemplate routes;
    private final RejectedDeliveries rejected;

    private final ApplicationEventPublisher events;

    IntakeSchedule(
            ScheduledExecutorService clockwork,
            ProducerTemplate routes,
            RejectedDeliveries rejected,
            ApplicationEventPublisher events) {
        this.events = events;
        this.clockwork = clockwork;
        this.routes = routes;
        this.rejected = rejected;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        var unusedFetch =
                clockwork.scheduleWithFixedDelay(this::fetch, FETCH_MILLIS, FETCH_MILLIS, TimeUnit.MILLISECONDS);
        var unusedFlush =
                clockwork.scheduleWithFixedDelay(rejected::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    /** A thin event was posted on this node: what it names is fetched now, not at the next look. */
    @EventListener
    void onFetchesDue(FetchesDue event) {
        clockwork.execute(this::fetch);
    }

    private void fetch() {
        Exchange exchange = routes.send("direct:fetch", fresh -> {});
        if (exchange.getException() != null) {
            LOG.warn("fetch round failed cause={}", exchange.getException().toString());
        } else if (exchange.getMessage().getBody(Integer.class) > 0) {
            events.publishEvent(new DocumentsReady());
        }
    }
}
