package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** What the two times of a delivery are measured from. */
class DeliveryDelayIT {

    @Test
    void aFactThatCameLongAfterItOccurredCountsFromItsAcceptance() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(10, Duration.ZERO, Map.of()))) {
            Instant now = bed.clock.instant();
            bed.node().deliver();
            tell(bed, "OLD", now.minus(Duration.ofDays(320)), now.minusSeconds(30));
            tell(bed, "NEW", now.minusSeconds(50), now.minusSeconds(20));
            bed.eventuallyLane("OLD", "delivered");
            bed.eventuallyLane("NEW", "delivered");

            bed.eventually(() -> sum(bed, "tillbridge.delivery.delay", Timer::count) == 2);
            assertThat(sum(bed, "tillbridge.delivery.delay", DeliveryDelayIT::seconds))
                    .isEqualTo(30 + 50);
            assertThat(sum(bed, "tillbridge.delivery.time", DeliveryDelayIT::seconds))
                    .isEqualTo(30 + 20);
        }
    }

    private static void tell(DeliveryBed bed, String key, Instant occurredAt, Instant acceptedAt) {
        DesiredState state = bed.desired(key, 1, "{\"sku\":\"" + key + "\",\"available\":\"1\",\"sequence\":1}");
        UUID message = new UUID(acceptedAt.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | key.hashCode());
        bed.write(List.of(new DesiredState(
                state.destination(),
                key,
                state.eventType(),
                1,
                state.document(),
                state.level(),
                occurredAt,
                message,
                state.collapse())));
    }

    private static long sum(DeliveryBed bed, String name, ToLongFunction<Timer> figure) {
        return bed.registry.find(name).timers().stream().mapToLong(figure).sum();
    }

    private static long seconds(Timer timer) {
        return Math.round(timer.totalTime(TimeUnit.SECONDS));
    }
}
