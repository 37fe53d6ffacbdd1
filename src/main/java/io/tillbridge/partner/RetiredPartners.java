package io.tillbridge.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Clients whose configuration was replaced. Whoever holds one may finish a call with it; its connections are closed when
 * that must have ended.
 */
final class RetiredPartners {

    private record Retired(Partner partner, ProducerTemplate template, Instant ends) {}

    private final Clock clock;
    private final Queue<Retired> retired = new ConcurrentLinkedQueue<>();

    RetiredPartners(Clock clock) {
        this.clock = clock;
    }

    void add(Partner partner, ProducerTemplate template) {
        retired.add(new Retired(partner, template, clock.instant().plus(partner.callEnds())));
    }

    /** Closes those whose time has come. */
    void close() {
        Instant now = clock.instant();
        retired.removeIf(one -> {
            boolean ended = one.ends().isBefore(now);
            if (ended) {
                ServiceHelper.stopAndShutdownServices(
                        one.template(), one.partner().endpoint());
            }
            return ended;
        });
    }
}
