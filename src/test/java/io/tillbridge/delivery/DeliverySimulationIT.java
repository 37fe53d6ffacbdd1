package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random postings against a destination that fails at random, with two nodes and leases that end early. */
class DeliverySimulationIT {

    private static final Pattern ITEM =
            Pattern.compile("\"sku\":\"(K\\d)\",\"available\":\"\\d+\",\"sequence\":(\\d+)");

    @Test
    void everyLaneEndsAtItsDesiredStateAndNeverGoesBack() {
        for (long seed = 1; seed <= 2; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(3, Duration.ofMillis(500), Map.of()))) {
            bed.partner.always(call -> misbehave(new Random(
                    seed * 31 + call.body().hashCode() + bed.partner.calls().size())));
            bed.node().deliver();
            bed.node().deliver();
            Map<String, Long> wanted = new HashMap<>();
            for (int step = 0; step < 150; step++) {
                String key = "K" + random.nextInt(6);
                long sequence = wanted.merge(key, 1L, Long::sum);
                bed.level(key, sequence, random.nextInt(20));
                bed.clock.advance(Duration.ofMillis(random.nextInt(400)));
                if (random.nextInt(15) == 0) {
                    bed.sql(
                            "update delivery set lease_until = clock_timestamp() - interval '1 ms' where lease_until is not null");
                }
            }
            bed.partner.always(call -> FakeDestination.answer(200, "{}"));
            bed.eventually(() -> {
                bed.clock.advance(Duration.ofMinutes(1));
                return bed.rows("select key from outbox_lane where state <> 'delivered'")
                        .isEmpty();
            });
            Map<String, Set<Long>> told = new HashMap<>();
            for (FakeDestination.Call call : bed.partner.calls()) {
                Matcher item = ITEM.matcher(call.body());
                while (item.find()) {
                    told.computeIfAbsent(item.group(1), key -> new LinkedHashSet<>())
                            .add(Long.parseLong(item.group(2)));
                }
            }
            wanted.forEach((key, sequence) -> {
                assertThat(List.copyOf(told.getOrDefault(key, Set.of())))
                        .as("first tellings of %s, seed %s", key, seed)
                        .isSorted();
                assertThat(bed.rows("select delivered_sequence from outbox_lane where key = '" + key + "'"))
                        .as("end of %s, seed %s", key, seed)
                        .containsExactly(sequence.toString());
            });
        }
    }

    private static FakeDestination.Behaviour misbehave(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new FakeDestination.Behaviour.Cut();
            case 1 -> FakeDestination.answer(503, "{}");
            case 2 -> FakeDestination.answer(429, "", "Retry-After", "1");
            default -> FakeDestination.answer(200, "{}");
        };
    }
}
