package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A partner that says "later", or cannot be reached, gets the same call later. */
class PostponedIT {

    private static final FakeDestination.Behaviour LATER = FakeDestination.answer(429, "", "Retry-After", "60");
    private static final FakeDestination.Behaviour DONE = FakeDestination.answer(200, "{}");
    private static final FakeDestination.Behaviour STALE =
            FakeDestination.answer(200, "{\"errors\":[{\"code\":\"STALE\"}]}");
    private static final Duration WAIT = Duration.ofSeconds(61);

    private static DeliveryBed bed(int lanesPerCall) {
        return new DeliveryBed(Plans.levels(lanesPerCall, Duration.ZERO, Map.of()));
    }

    private static void postponed(DeliveryBed bed) {
        bed.eventually(() -> bed.rows("select state from delivery where state <> 'superseded'")
                .equals(List.of("postponed")));
    }

    private static void threeLanes(DeliveryBed bed) {
        bed.write(List.of(
                bed.desired("A", 1, "{\"sku\":\"A\",\"available\":\"1\"}"),
                bed.desired("B", 1, "{\"sku\":\"B\",\"available\":\"1\"}"),
                bed.desired("C", 1, "{\"sku\":\"C\",\"available\":\"1\"}")));
    }

    private static String key(Call call) {
        return call.headers().getOrDefault("idempotency-key", "none");
    }

    private static void assertSame(Call again, Call first) {
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(key(again)).isEqualTo(key(first)).isNotEqualTo("none");
    }

    @Test
    void aRateLimitedLaneIsToldWithTheSameBytesAndKey() {
        try (DeliveryBed bed = bed(1)) {
            bed.partner.next(LATER, LATER);
            bed.node().deliver();
            bed.level("A", 1, 5);
            postponed(bed);
            bed.clock.advance(WAIT);
            bed.eventually(() -> bed.partner.calls().size() == 2);
            postponed(bed);
            bed.clock.advance(WAIT);
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls()).hasSize(3);
            assertSame(bed.partner.calls().get(1), bed.partner.calls().get(0));
            assertSame(bed.partner.calls().get(2), bed.partner.calls().get(0));
            assertThat(bed.rows("select state || ' ' || calls from delivery")).containsExactly("delivered 3");
        }
    }

    @Test
    void aRateLimitedBatchStaysTogetherWhateverBecameDueMeanwhile() {
        try (DeliveryBed bed = bed(8)) {
            bed.partner.next(LATER);
            threeLanes(bed);
            bed.node().deliver();
            postponed(bed);
            bed.level("AA", 1, 9);
            bed.clock.advance(WAIT);
            bed.eventuallyLane("A", "delivered");
            bed.eventuallyLane("AA", "delivered");

            List<Call> batch = bed.partner.calls().stream()
                    .filter(call -> call.body().contains("\"C\""))
                    .toList();
            assertThat(batch).hasSize(2);
            assertSame(batch.get(1), batch.get(0));
            assertThat(bed.partner.calls()).hasSize(3);
        }
    }

    @Test
    void aNewerStateOfOneLaneMakesANewBatchWithANewKey() {
        try (DeliveryBed bed = bed(8)) {
            bed.partner.next(LATER);
            threeLanes(bed);
            bed.node().deliver();
            postponed(bed);
            bed.level("B", 2, 7);
            bed.clock.advance(WAIT);
            for (String lane : List.of("A", "B", "C")) {
                bed.eventuallyLane(lane, "delivered");
            }

            List<Call> calls = bed.partner.calls();
            assertThat(calls).hasSize(2);
            assertThat(calls.get(1).body()).contains("\"A\"", "\"available\":\"7\"", "\"C\"");
            assertThat(key(calls.get(1))).isNotEqualTo(key(calls.get(0)));
        }
    }

    @Test
    void aPartnerThatRefusesTheConnectionGetsTheFrozenBytesAndKeyWhenItListensAgain() {
        try (DeliveryBed bed = bed(8)) {
            int port = bed.partner.port();
            bed.partner.close();
            threeLanes(bed);
            bed.node().deliver();
            postponed(bed);
            try (FakeDestination again = new FakeDestination(port)) {
                bed.clock.advance(WAIT);
                bed.eventuallyLane("A", "delivered");

                assertThat(again.calls()).hasSize(1);
                assertThat(bed.rows("select convert_from(body, 'UTF8') from delivery"))
                        .containsExactly(again.calls().get(0).body());
                assertThat(bed.rows("select '\"' || idempotency_key || '\"' from delivery"))
                        .containsExactly(key(again.calls().get(0)));
            }
        }
    }

    @Test
    void aRateLimitDoesNotMakeAnEarlierCallUndone() {
        try (DeliveryBed bed = bed(8)) {
            bed.partner.next(new FakeDestination.Behaviour.Cut(), LATER);
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            bed.level("A", 2, 3);
            bed.clock.advance(Duration.ofSeconds(10));
            bed.eventually(() -> bed.partner.calls().size() == 2);
            bed.eventually(
                    () -> bed.rows("select state || status from delivery").equals(List.of("unknown429")));
            bed.clock.advance(WAIT);
            bed.eventuallyLane("A", "delivered");

            List<Call> calls = bed.partner.calls();
            assertThat(calls).hasSize(4);
            assertSame(calls.get(2), calls.get(0));
            assertThat(calls.get(3).body()).contains("\"available\":\"3\"");
        }
    }

    @Test
    void aPauseDoesNotMakeAnEarlierCallUndone() {
        ErrorRule closed =
                new ErrorRule(new Condition.Status(List.of(410)), ErrorRule.Action.PAUSE_CONNECTION, null, null, null);
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()), null, List.of(closed))) {
            bed.partner.next(new FakeDestination.Behaviour.Cut(), FakeDestination.answer(410, "{}"));
            DeliveryBed.Node node = bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            bed.level("A", 2, 3);
            bed.clock.advance(Duration.ofSeconds(10));
            bed.eventually(() -> bed.rows("select connection from connection_state where paused")
                    .equals(List.of("shop")));
            assertThat(bed.rows("select state || status from delivery")).containsExactly("unknown410");
            node.delivery.states().resume("shop", "ana", "open again");
            bed.eventuallyLane("A", "delivered");

            List<Call> calls = bed.partner.calls();
            assertThat(calls).hasSize(4);
            assertSame(calls.get(2), calls.get(0));
            assertThat(calls.get(3).body()).contains("\"available\":\"3\"");
        }
    }

    @Test
    void aRebuildWaitsUntilAnEarlierCallHasEnded() {
        try (DeliveryBed bed = bed(8)) {
            bed.partner.next(new FakeDestination.Behaviour.Cut(), STALE);
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            bed.level("A", 2, 3);
            bed.sql("update delivery set call_at = null");
            bed.eventually(
                    () -> bed.rows("select state || status from delivery").equals(List.of("unknown200")));
            bed.clock.advance(Duration.ofSeconds(10));
            bed.eventuallyLane("A", "delivered");

            List<Call> calls = bed.partner.calls();
            assertThat(calls).hasSize(4);
            assertSame(calls.get(2), calls.get(0));
            assertThat(calls.get(3).body()).contains("\"available\":\"3\"");
        }
    }

    @Test
    void aPartnerThatWillNeverTakeTheKeyAgainIsToldAnewWhenEveryEarlierCallHasEnded() {
        try (DeliveryBed bed = bed(8)) {
            bed.partner.next(new FakeDestination.Behaviour.Cut(), STALE);
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            bed.clock.advance(Duration.ofSeconds(10));
            bed.eventuallyLane("A", "delivered");

            List<Call> calls = bed.partner.calls();
            assertThat(calls).hasSize(3);
            assertSame(calls.get(1), calls.get(0));
            assertThat(key(calls.get(2))).isNotEqualTo(key(calls.get(0)));
        }
    }

    @Test
    void anOldLaneIsGivenUpThoughItsBatchWasSuperseded() {
        try (DeliveryBed bed = bed(8)) {
            bed.partner.always(call -> LATER);
            threeLanes(bed);
            bed.node().deliver();
            postponed(bed);
            bed.clock.advance(Duration.ofDays(2));
            bed.level("B", 2, 7);
            bed.eventually(() -> bed.partner.calls().size() >= 2);
            postponed(bed);
            bed.clock.advance(Duration.ofDays(2));
            bed.eventuallyLane("A", "dead");
            bed.eventuallyLane("C", "dead");

            assertThat(bed.rows("select code || ' ' || lane_key from dead_letter order by lane_key"))
                    .containsExactly("rate_limited A", "rate_limited C");
            bed.partner.always(call -> DONE);
            bed.clock.advance(WAIT);
            bed.eventuallyLane("B", "delivered");
        }
    }

    @Test
    void aPartnerThatWorksAgainIsNotCalledBeforeTheTimeItAskedFor() {
        try (DeliveryBed bed = bed(1)) {
            bed.partner.next(FakeDestination.answer(429, "", "Retry-After", "600"));
            DeliveryBed.Node first = bed.node().deliver();
            bed.level("A", 1, 5);
            postponed(bed);
            first.close();

            bed.partner.always(call -> FakeDestination.answer(500, "{}"));
            bed.node().deliver();
            for (int i = 0; i < 5; i++) {
                bed.level("K" + i, 1, 1);
            }
            bed.eventually(() -> bed.rows("select state from delivery where state = 'unknown'")
                            .size()
                    == 5);
            bed.partner.always(call -> DONE);
            bed.clock.advance(Duration.ofSeconds(20));
            bed.eventually(() -> bed.rows("select key from outbox_lane where state = 'delivered'")
                            .size()
                    == 5);
            assertThat(bed.partner.calls())
                    .filteredOn(call -> call.body().contains("\"A\""))
                    .hasSize(1);
            bed.clock.advance(Duration.ofMinutes(10));
            bed.eventuallyLane("A", "delivered");
        }
    }

    @Test
    void whatWaitsIsToldAsSoonAsThePartnerWorksAgain() {
        try (DeliveryBed bed = bed(1)) {
            bed.partner.always(call -> FakeDestination.answer(500, "{}"));
            bed.node().deliver();
            for (int i = 0; i < 5; i++) {
                bed.level("K" + i, 1, 1);
            }
            bed.eventually(() -> bed.rows("select client from breaker_outage where closed_at is null")
                            .size()
                    == 1);
            bed.eventually(() -> bed.rows("select state from delivery where state = 'unknown'")
                            .size()
                    == 5);
            bed.sql("update delivery set call_at = call_at + interval '1 day'");
            bed.partner.always(call -> DONE);
            bed.level("NEW", 1, 1);
            bed.clock.advance(Duration.ofSeconds(20));
            bed.eventually(() -> bed.rows("select key from outbox_lane where state = 'delivered'")
                            .size()
                    == 6);
        }
    }
}
