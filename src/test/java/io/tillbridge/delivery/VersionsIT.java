package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the destination is told says which mapping version told it. */
class VersionsIT {

    private static final Duration TO_THE_NEXT_YEAR = Duration.ofDays(365);
    private static final String TOLD_BY = "select mapping || ' V' || mapping_version || ' '"
            + " || array_to_string(keys, ',') from delivery order by created_at, delivery_id";

    @Test
    void aStateIsTranslatedByTheVersionInForceNowHoweverOldTheFactBehindItIs() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            bed.level("A", 1, 5);
            bed.clock.advance(TO_THE_NEXT_YEAR);
            bed.level("B", 1, 5);
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");
            bed.eventuallyLane("B", "delivered");

            assertThat(bed.partner.calls()).hasSize(1);
            assertThat(bed.partner.calls().get(0).body()).contains("\"version\":2", "\"A\"", "\"B\"");
            assertThat(bed.rows(TOLD_BY)).containsExactly("test V2 A,B");
        }
    }

    @Test
    void anEventIsTranslatedByTheVersionThatWasInForceWhenItHappened() {
        try (DeliveryBed bed = new DeliveryBed(Plans.events())) {
            bed.state("A", 1, "{\"n\":1}");
            bed.clock.advance(TO_THE_NEXT_YEAR);
            bed.state("A", 2, "{\"n\":2}");
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls())
                    .extracting(Call::body)
                    .containsExactly("{\"items\":[{\"n\":1}]}", "{\"version\":2,\"items\":[{\"n\":2}]}");
            assertThat(bed.rows(TOLD_BY)).containsExactly("test V1 A", "test V2 A");
        }
    }

    @Test
    void deadLettersNameTheVersionThatToldOrCouldNotTell() {
        try (DeliveryBed bed = new DeliveryBed(Plans.events())) {
            bed.partner.next(FakeDestination.answer(422, "no"));
            bed.state("A", 1, "{\"n\":1,\"bad\":true}");
            bed.clock.advance(TO_THE_NEXT_YEAR);
            bed.state("B", 1, "{\"n\":1}");
            bed.node().deliver();
            bed.eventuallyLane("A", "dead");
            bed.eventuallyLane("B", "dead");

            assertThat(bed.rows("select lane_key || ' ' || code || ' ' || mapping || ' V' || mapping_version"
                            + " from dead_letter order by lane_key"))
                    .containsExactly("A required_missing test V1", "B http_422 test V2");
        }
    }
}
