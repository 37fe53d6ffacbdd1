package io.tillbridge.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tillbridge.http.PartnerClient;
import io.tillbridge.outbox.LaneFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted per destination: states told, failed and given up, calls, and the time from the fact to the telling. */
final class DeliveryMetrics {

    private final MeterRegistry registry;
    private final Map<String, Meters> meters = new ConcurrentHashMap<>();

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Meters(Counter delivered, Counter failed, Counter dead, Counter calls, Timer delay) {}

    /** Shows the destination's hints and its client's breaker: 0 closed, 1 half open, 2 open. */
    void watch(String destination, LaneFeed feed, PartnerClient client) {
        Gauge.builder("tillbridge.delivery.hints", feed, LaneFeed::size)
                .description("lanes this node knows to be due")
                .tag("destination", destination)
                .register(registry);
        Gauge.builder("tillbridge.delivery.breaker", client, DeliveryMetrics::breaker)
                .description("0 closed, 1 half open, 2 open")
                .tag("client", client.id())
                .register(registry);
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
            if (result instanceof LaneResult.Delivered) {
                all.delivered().increment();
                if (lane.occurredAt() != null) {
                    Duration delay = Duration.between(lane.occurredAt(), now);
                    all.delay().record(delay.isNegative() ? Duration.ZERO : delay);
                }
            } else if (result instanceof LaneResult.Again again && again.failed()) {
                all.failed().increment();
            }
        }
    }

    private Meters create(String destination) {
        return new Meters(
                counter("tillbridge.delivery.delivered", destination),
                counter("tillbridge.delivery.failed", destination),
                counter("tillbridge.delivery.dead", destination),
                counter("tillbridge.delivery.calls", destination),
                Timer.builder("tillbridge.delivery.delay")
                        .description("from the business fact to the destination having it")
                        .tag("destination", destination)
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(5))
                        .maximumExpectedValue(Duration.ofMinutes(15))
                        .register(registry));
    }

    private Counter counter(String name, String destination) {
        return Counter.builder(name).tag("destination", destination).register(registry);
    }

    private static int breaker(PartnerClient client) {
        return switch (client.breaker().state()) {
            case "open" -> 2;
            case "half_open" -> 1;
            default -> 0;
        };
    }
}
