package io.tillbridge.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Clients whose configuration was replaced. Whoever holds one may finish a call with it; its connections are closed when
 * that must have ended.
 */
final class RetiredPartners {

    private record Retired(Partner partner, Instant ends) {}

    private final Clock clock;
    private final Queue<Retired> retired = new ConcurrentLinkedQueue<>();

    RetiredPartners(Clock clock) {
        this.clock = clock;
    }

    void add(Partner partner) {
        retired.add(new Retired(partner, clock.instant().plus(partner.callEnds())));
    }

    /** Closes those whose time has come. */
    void close() {
        Instant now = clock.instant();
        retired.removeIf(one -> {
            boolean ended = one.ends().isBefore(now);
            if (ended) {
                one.partner().close();
            }
            return ended;
        });
    }
}
