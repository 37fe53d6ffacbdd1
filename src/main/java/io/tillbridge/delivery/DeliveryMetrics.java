package io.tillbridge.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tillbridge.outbox.LaneFeed;
import io.tillbridge.partner.Partner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is counted per destination: states told, failed and given up, calls, and the time from the fact to the telling. */
final class DeliveryMetrics {

    /** A fact that came later than this was kept back by its source: its age says nothing about the hub. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private final MeterRegistry registry;
    private final Map<String, Meters> meters = new ConcurrentHashMap<>();

    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    /** What each client is now; a gauge keeps the first object that it was made with. */
    private final Map<String, Partner> clients = new ConcurrentHashMap<>();

    private final NoticeDelay notices;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        notices = new NoticeDelay(registry);
    }

    private record Meters(Counter delivered, Counter failed, Counter dead, Counter calls, Timer delay, Timer time) {

        /** A reservation's id is made of its cart's name and has no time in it. */
        void told(Instant occurredAt, UUID message, Instant now) {
            if (message.version() != 7) {
                delay.record(passed(occurredAt, now));
                return;
            }
            Instant acceptedAt = Instant.ofEpochMilli(message.getMostSignificantBits() >>> 16);
            time.record(passed(acceptedAt, now));
            boolean late = passed(occurredAt, acceptedAt).compareTo(BACKDATED) > 0;
            delay.record(passed(late ? acceptedAt : occurredAt, now));
        }

        private static Duration passed(Instant from, Instant to) {
            return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
        }
    }

    /** Shows the destination's hints and its client's breaker: 0 closed, 1 half open, 2 open. */
    void watch(String destination, LaneFeed feed, Partner partner) {
        if (shown.add(destination)) {
            hints(destination, feed);
        }
        String client = partner.id();
        if (clients.put(client, partner) == null) {
            Gauge.builder("tillbridge.delivery.breaker", this, all -> all.breaker(client))
                    .description("0 closed, 1 half open, 2 open")
                    .tag("client", client)
                    .register(registry);
        }
    }

    private void hints(String destination, LaneFeed feed) {
        Gauge.builder("tillbridge.delivery.hints", feed, LaneFeed::size)
                .description("lanes this node knows to be due")
                .tag("destination", destination)
                .register(registry);
    }

    /**
     * Shows a destination no longer.
     *
     * @param client that nothing is told through any more; null when something is
     */
    void forget(String destination, @Nullable String client) {
        meters.remove(destination);
        shown.remove(destination);
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("tillbridge.delivery."))
                .filter(meter -> destination.equals(meter.getId().getTag("destination"))
                        || (client != null && client.equals(meter.getId().getTag("client"))))
                .forEach(registry::remove);
        if (client != null) {
            clients.remove(client);
        }
    }

    void recorded(Destination destination, Attempt attempt, Decision decision, int dead, Instant now) {
        Meters all = meters.computeIfAbsent(destination.name(), this::create);
        all.calls().increment();
        if (decision.open()) {
            all.failed().increment(attempt.lanes().size());
            return;
        }
        all.dead().increment(dead);
        for (Lane lane : attempt.lanes()) {
            LaneResult result = decision.lanes().get(lane.key());
            if (result instanceof LaneResult.Delivered told && told.dropped() != null) {
                dropped(destination, told.dropped());
            } else if (result instanceof LaneResult.Delivered) {
                all.delivered().increment();
                if (lane.occurredAt() != null) {
                    all.told(lane.occurredAt(), lane.messageId(), now);
                    notices.told(destination.name(), lane, now);
                }
            } else if (result instanceof LaneResult.Again again && again.failed()) {
                all.failed().increment();
            }
        }
    }

    /** No confirmation came in time. */
    void unconfirmed(Destination destination) {
        registry.counter("tillbridge.delivery.unconfirmed", "destination", destination.name())
                .increment();
    }

    private void dropped(Destination destination, String metric) {
        registry.counter("tillbridge.delivery.dropped", "destination", destination.name(), "metric", metric)
                .increment();
    }

    private Meters create(String destination) {
        return new Meters(
                counter("tillbridge.delivery.delivered", destination),
                counter("tillbridge.delivery.failed", destination),
                counter("tillbridge.delivery.dead", destination),
                counter("tillbridge.delivery.calls", destination),
                timer(
                        "tillbridge.delivery.delay",
                        "from the business fact, or its acceptance when it came an hour late, to the destination having it",
                        destination),
                timer("tillbridge.delivery.time", "from the acceptance to the destination having it", destination));
    }

    private Timer timer(String name, String description, String destination) {
        return Timer.builder(name)
                .description(description)
                .tag("destination", destination)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofMinutes(15))
                .register(registry);
    }

    private Counter counter(String name, String destination) {
        return Counter.builder(name).tag("destination", destination).register(registry);
    }

    private int breaker(String client) {
        Partner partner = clients.get(client);
        return switch (partner == null ? "closed" : partner.gate().breaker().state()) {
            case "open" -> 2;
            case "half_open" -> 1;
            default -> 0;
        };
    }
}
