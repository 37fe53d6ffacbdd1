package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a lane that misses something waits for, how long, and what ends it. */
class HeldLanesIT {

    private static final Duration SWEEP = Duration.ofSeconds(11);

    private static DeliveryBed bed(ResolveRule.Missing missing) {
        ResolveRule place = new ResolveRule(
                ResolveRule.Type.XREF, "test.location", new KeyRule.Fields(List.of("location")), null, missing);
        DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of("remote", place)));
        bed.sql("insert into cross_reference values ('shop', 'test.location', '9', 'S1', now())");
        return bed;
    }

    private static void waits(DeliveryBed bed, String key) {
        bed.eventually(() -> bed.rows("select waiting_on from outbox_lane where waiting_on is not null")
                .equals(List.of(key)));
    }

    private static String seen(DeliveryBed bed) {
        return bed.rows("select epoch::text from outbox_lane").get(0);
    }

    @Test
    void aNewerStateThatMissesNothingLeavesAlthoughTheOlderOneWaits() {
        try (DeliveryBed bed = bed(ResolveRule.Missing.HOLD)) {
            bed.node().deliver();
            bed.state("O1", 1, "{\"id\":\"O1\",\"location\":\"S2\"}");
            waits(bed, "xref:shop/test.location/=S2");
            bed.state("O1", 2, "{\"id\":\"O1\",\"location\":\"S1\"}");
            bed.eventuallyLane("O1", "delivered");
            assertThat(bed.partner.calls())
                    .extracting(Call::body)
                    .singleElement(STRING)
                    .contains("\"remote\":\"9\"");
        }
    }

    @Test
    void newerStatesThatMissOtherThingsGetNoMoreTime() {
        try (DeliveryBed bed = bed(ResolveRule.Missing.HOLD)) {
            bed.node().deliver();
            bed.state("O1", 1, "{\"location\":\"S2\"}");
            waits(bed, "xref:shop/test.location/=S2");
            bed.clock.advance(Duration.ofDays(6));
            bed.state("O1", 2, "{\"location\":\"S3\"}");
            waits(bed, "xref:shop/test.location/=S3");
            bed.clock.advance(Duration.ofDays(1).plus(SWEEP));
            bed.eventuallyLane("O1", "dead");
            assertThat(bed.rows("select code from dead_letter")).containsExactly("hold_expired");
        }
    }

    @Test
    void theTimeSpentWaitingIsNoTimeOfFailing() {
        try (DeliveryBed bed = bed(ResolveRule.Missing.HOLD)) {
            bed.node().deliver();
            bed.state("O1", 1, "{\"location\":\"S2\"}");
            waits(bed, "xref:shop/test.location/=S2");
            bed.clock.advance(Duration.ofDays(6));
            bed.partner.next(FakeDestination.answer(429, "", "Retry-After", "60"));
            bed.state("O1", 2, "{\"location\":\"S1\"}");
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("postponed")));
            bed.clock.advance(Duration.ofSeconds(62));
            bed.eventuallyLane("O1", "delivered");
        }
    }

    @Test
    void aNewerFigureOfTheSameMissingItemIsNotLookedAtAgain() {
        try (DeliveryBed bed = bed(ResolveRule.Missing.HOLD)) {
            bed.node().deliver();
            bed.state("A", 1, "{\"location\":\"S2\",\"available\":\"5\"}");
            waits(bed, "xref:shop/test.location/=S2");
            String seen = seen(bed);
            bed.state("A", 2, "{\"location\":\"S2\",\"available\":\"4\"}");
            bed.level("B", 1, 1);
            bed.eventuallyLane("B", "delivered");
            assertThat(bed.rows("select epoch::text from outbox_lane where key = 'A'"))
                    .containsExactly(seen);
            bed.sql("insert into cross_reference values ('shop', 'test.location', '8', 'S2', now())");
            bed.clock.advance(SWEEP);
            bed.eventuallyLane("A", "delivered");
        }
    }

    @Test
    void aStateWithoutTheIdRefersToNothing() {
        for (ResolveRule.Missing missing : ResolveRule.Missing.values()) {
            try (DeliveryBed bed = bed(missing)) {
                bed.node().deliver();
                bed.state("O1", 1, "{\"id\":\"O1\"}");
                bed.eventuallyLane("O1", "delivered");
                assertThat(bed.partner.calls())
                        .extracting(Call::body)
                        .singleElement(STRING)
                        .contains("\"remote\":null");
            }
        }
    }

    @Test
    void aPathWithoutItsReferenceIsADeadLetterAndNotACallToAnotherResource() {
        ResolveRule place = new ResolveRule(
                ResolveRule.Type.XREF,
                "test.location",
                new KeyRule.Fields(List.of("location")),
                null,
                ResolveRule.Missing.SET_NULL);
        try (DeliveryBed bed =
                new DeliveryBed(Plans.levelAt("/places/$(resolved.remote)/level", Map.of("remote", place)))) {
            bed.node().deliver();
            bed.state("O1", 1, "{\"id\":\"O1\",\"location\":\"S2\"}");
            bed.eventuallyLane("O1", "dead");
            assertThat(bed.partner.calls()).isEmpty();
            assertThat(bed.rows("select code || ' ' || detail from dead_letter"))
                    .singleElement(STRING)
                    .startsWith("no_path_value $(resolved.remote) of the path /places/$(resolved.remote)/level");
            bed.sql("insert into cross_reference values ('shop', 'test.location', '8', 'S2', now())");
            bed.state("O1", 2, "{\"id\":\"O1\",\"location\":\"S2\"}");
            bed.eventuallyLane("O1", "delivered");
            assertThat(bed.partner.calls()).extracting(Call::uri).containsExactly("/places/8/level");
        }
    }

    @Test
    void aLaneThatWaitsForAValueMapRowIsTriedAgainAfterARestart() {
        try (DeliveryBed bed = bed(ResolveRule.Missing.SET_NULL)) {
            bed.state("A", 1, "{\"carrier\":\"DHL\"}");
            bed.state("B", 1, "{\"unmapped\":\"DPD\"}");
            bed.sql("insert into lane_delivery (destination, key, waiting_on, waiting_since, waiting_sequence)"
                    + " select destination, key, 'valuemap:carriers/DHL', now(), sequence from lane_wanted");
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");
            waits(bed, "valuemap:carriers/DPD");
        }
    }

    @Test
    void aRestartGivesNoMoreTimeForAValueMapRow() {
        try (DeliveryBed bed = bed(ResolveRule.Missing.SET_NULL)) {
            DeliveryBed.Node first = bed.node().deliver();
            bed.state("A", 1, "{\"unmapped\":\"DPD\"}");
            waits(bed, "valuemap:carriers/DPD");
            first.close();
            bed.clock.advance(Duration.ofDays(6));
            String seen = seen(bed);
            bed.node().deliver();
            bed.eventually(() -> !seen(bed).equals(seen));
            waits(bed, "valuemap:carriers/DPD");
            bed.clock.advance(Duration.ofDays(1).plus(SWEEP));
            bed.eventuallyLane("A", "dead");
            assertThat(bed.rows("select code from dead_letter")).containsExactly("hold_expired");
        }
    }
}
