package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A flow that told the newest state tells every event now, or the reverse: what is due is told as it says now. */
class KindChangeIT {

    private static List<String> bodies(DeliveryBed bed) {
        return bed.partner.calls().stream().map(FakeDestination.Call::body).toList();
    }

    @Test
    void aStateOfAFlowThatLostItsCollapseIsToldAsAnEventAndTheNextOnesFollow() {
        try (DeliveryBed bed = new DeliveryBed(Plans.events())) {
            bed.otherKind("O-1", 1, "{\"n\":1}");
            bed.node().deliver();
            bed.eventuallyLane("O-1", "delivered");
            bed.state("O-1", 2, "{\"n\":2}");
            bed.state("O-1", 3, "{\"n\":3}");
            bed.eventually(() -> bed.partner.calls().size() == 3);
            bed.eventuallyLane("O-1", "delivered");

            assertThat(bodies(bed))
                    .containsExactly("{\"items\":[{\"n\":1}]}", "{\"items\":[{\"n\":2}]}", "{\"items\":[{\"n\":3}]}");
            assertThat(bed.rows("select sequence from outbox_entry")).isEmpty();
            assertThat(bed.rows("select backlog from outbox_lane")).containsExactly("0");
        }
    }

    @Test
    void eventsOfAFlowThatGotACollapseAreToldAsTheirNewest() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            bed.otherKind("A", 1, "{\"sku\":\"A\",\"available\":\"5\"}");
            bed.otherKind("A", 2, "{\"sku\":\"A\",\"available\":\"4\"}");
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");
            bed.level("A", 3, 2);
            bed.eventually(() -> bed.partner.calls().size() == 2);
            bed.eventuallyLane("A", "delivered");

            assertThat(bodies(bed).get(0)).isEqualTo("{\"items\":[{\"sku\":\"A\",\"available\":\"4\"}]}");
            assertThat(bodies(bed).get(1)).contains("\"available\":\"2\"");
            assertThat(bed.rows("select code from dead_letter")).isEmpty();
            assertThat(bed.rows("select sequence from outbox_entry")).isEmpty();
        }
    }

    @Test
    void aLaneThatIsDueWithNothingToTellIsNotStuckInFlight() {
        try (DeliveryBed bed = new DeliveryBed(Plans.events())) {
            bed.state("O-1", 1, "{\"n\":1}");
            bed.sql("delete from outbox_entry");
            bed.node().deliver();
            bed.eventuallyLane("O-1", "delivered");
            bed.state("O-1", 2, "{\"n\":2}");
            bed.eventually(() -> bed.partner.calls().size() == 1);
            bed.eventuallyLane("O-1", "delivered");
        }
    }
}
