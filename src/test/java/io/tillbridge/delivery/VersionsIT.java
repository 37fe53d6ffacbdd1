package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the destination is told says which mapping version told it. */
class VersionsIT {

    private static final Duration TO_THE_NEXT_YEAR = Duration.ofDays(365);

    private static DeliveryBed bed() {
        return new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
    }

    @Test
    void aCallHoldsLanesOfOneMappingVersionOnly() {
        try (DeliveryBed bed = bed()) {
            bed.level("A", 1, 5);
            bed.level("C", 1, 5);
            bed.clock.advance(TO_THE_NEXT_YEAR);
            bed.level("B", 1, 5);
            bed.level("D", 1, 5);
            bed.node().deliver();
            for (String lane : List.of("A", "B", "C", "D")) {
                bed.eventuallyLane(lane, "delivered");
            }

            List<Call> calls = bed.partner.calls();
            assertThat(calls).hasSize(2);
            assertThat(calls.get(0).body()).contains("\"A\"", "\"C\"").doesNotContain("\"version\"", "\"B\"", "\"D\"");
            assertThat(calls.get(1).body()).contains("\"version\":2", "\"B\"", "\"D\"");
            assertThat(bed.rows("select mapping || ' V' || mapping_version || ' ' || array_to_string(keys, ',')"
                            + " from delivery order by created_at, delivery_id"))
                    .containsExactly("test V1 A,C", "test V2 B,D");
        }
    }

    @Test
    void deadLettersNameTheVersionThatToldOrCouldNotTell() {
        try (DeliveryBed bed = bed()) {
            bed.partner.next(FakeDestination.answer(422, "no"));
            bed.state("A", 1, "{\"sku\":\"A\",\"available\":\"1\",\"bad\":true}");
            bed.clock.advance(TO_THE_NEXT_YEAR);
            bed.level("B", 1, 5);
            bed.node().deliver();
            bed.eventuallyLane("A", "dead");
            bed.eventuallyLane("B", "dead");

            assertThat(bed.rows("select lane_key || ' ' || code || ' ' || mapping || ' V' || mapping_version"
                            + " from dead_letter order by lane_key"))
                    .containsExactly("A required_missing test V1", "B http_422 test V2");
        }
    }
}
