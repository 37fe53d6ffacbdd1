package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Budget;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryIT {

    private static final Duration NO_WINDOW = Duration.ZERO;

    @Test
    void aDesiredStateIsDeliveredOnce() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(10, NO_WINDOW, Map.of()))) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.level("A", 1, 5);

            assertThat(bed.partner.calls()).hasSize(1);
            assertThat(bed.partner.calls().get(0).body())
                    .isEqualTo("{\"items\":[{\"sku\":\"A\",\"available\":\"5\",\"sequence\":1}]}");
            assertThat(bed.partner.calls().get(0).headers().get("idempotency-key"))
                    .matches("\"[0-9a-f-]{36}\"");
            assertThat(bed.registry
                            .get("tillbridge.delivery.delivered")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void anUnknownOutcomeIsRepeatedWithTheSameBytesAndKeyBeforeAnythingNewerLeaves() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(10, NO_WINDOW, Map.of()))) {
            bed.partner.next(
                    new FakeDestination.Behaviour.Cut(),
                    FakeDestination.answer(502, "{}"),
                    new FakeDestination.Behaviour.Silence());
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            bed.level("A", 2, 3);
            bed.eventually(() -> {
                bed.clock.advance(Duration.ofSeconds(5));
                return bed.partner.calls().size() >= 5;
            });
            bed.eventuallyLane("A", "delivered");

            List<FakeDestination.Call> calls = bed.partner.calls();
            assertThat(calls.subList(0, 4).stream()
                            .map(FakeDestination.Call::body)
                            .distinct())
                    .hasSize(1);
            assertThat(calls.subList(0, 4).stream()
                            .map(call -> call.headers().get("idempotency-key"))
                            .distinct())
                    .hasSize(1);
            assertThat(calls.get(4).body()).contains("\"available\":\"3\"");
            assertThat(calls.get(4).headers().get("idempotency-key"))
                    .isNotEqualTo(calls.get(0).headers().get("idempotency-key"));
        }
    }

    @Test
    void aNewerStateReplacesAnOlderOneThatNeverReachedThePartner() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(10, NO_WINDOW, Map.of()))) {
            bed.partner.next(FakeDestination.answer(429, "", "Retry-After", "60"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("postponed")));
            bed.level("A", 2, 4);
            bed.level("A", 3, 3);
            bed.clock.advance(Duration.ofSeconds(59));
            assertThat(bed.partner.calls()).hasSize(1);
            bed.clock.advance(Duration.ofSeconds(3));
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls()).hasSize(2);
            assertThat(bed.partner.calls().get(1).body()).contains("\"available\":\"3\"");
            assertThat(key(bed, 1)).isNotEqualTo(key(bed, 0));
            assertThat(bed.rows("select state || ' ' || calls from delivery order by delivery_id"))
                    .containsExactly("superseded 1", "delivered 1");
        }
    }

    private static String key(DeliveryBed bed, int call) {
        return bed.partner.calls().get(call).headers().getOrDefault("idempotency-key", "none");
    }

    @Test
    void oneBadLaneOfARefusedBatchNeverFailsTheOthers() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, NO_WINDOW, Map.of()))) {
            bed.partner.always(call -> call.body().contains("\"SKU-3\"")
                    ? FakeDestination.answer(422, "{\"error\":\"no such item\"}")
                    : FakeDestination.answer(200, "{}"));
            List<DesiredState> states = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                states.add(bed.desired("SKU-" + i, 1, "{\"sku\":\"SKU-" + i + "\",\"available\":\"1\"}"));
            }
            bed.node();
            bed.write(states);
            bed.node().deliver();
            bed.eventuallyLane("SKU-3", "dead");
            bed.eventually(() -> bed.rows("select key from outbox_lane where state = 'delivered'")
                            .size()
                    == 7);

            assertThat(bed.rows("select code || ' ' || lane_key || ' ' || category from dead_letter"))
                    .containsExactly("http_422 SKU-3 partner_refused");
            assertThat(bed.partner.calls().size()).isLessThanOrEqualTo(8);
            bed.level("SKU-3", 2, 4);
            bed.eventually(() -> bed.partner.calls().size() > 7);
        }
    }

    @Test
    void aFailedItemOfAnAnswerIsSeparatedAndTheRestSentAgain() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, NO_WINDOW, Map.of()))) {
            bed.partner.next(FakeDestination.answer(
                    200, "{\"errors\":[{\"index\":1,\"code\":\"NOPE\"},{\"index\":2,\"code\":\"STALE\"}]}"));
            bed.write(List.of(
                    bed.desired("A", 1, "{\"sku\":\"A\"}"),
                    bed.desired("B", 1, "{\"sku\":\"B\"}"),
                    bed.desired("C", 1, "{\"sku\":\"C\"}")));
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");
            bed.eventuallyLane("C", "delivered");

            assertThat(bed.lane("B")).isEqualTo("dead");
            assertThat(bed.partner.calls()).hasSize(2);
            assertThat(bed.partner.calls().get(1).body())
                    .contains("\"A\"", "\"C\"")
                    .doesNotContain("\"B\"");
        }
    }

    @Test
    void whatCannotBeTranslatedIsSetAsideAndWhatMissesAReferenceWaitsForIt() {
        Map<String, ResolveRule> resolve = Map.of(
                "remote",
                new ResolveRule(
                        ResolveRule.Type.XREF,
                        "test.item",
                        new KeyRule.Fields(List.of("sku")),
                        null,
                        ResolveRule.Missing.HOLD));
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, NO_WINDOW, resolve))) {
            bed.sql(
                    "insert into cross_reference values ('shop', 'test.item', '71', 'A', now()), ('shop', 'test.item', '72', 'B', now())");
            bed.write(List.of(
                    bed.desired("A", 1, "{\"sku\":\"A\"}"),
                    bed.desired("B", 1, "{\"sku\":\"B\",\"bad\":1}"),
                    bed.desired("C", 1, "{\"sku\":\"C\"}")));
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls().get(0).body()).isEqualTo("{\"items\":[{\"sku\":\"A\",\"remote\":\"71\"}]}");
            assertThat(bed.lane("B")).isEqualTo("dead");
            assertThat(bed.rows("select waiting_on from outbox_lane where key = 'C'"))
                    .containsExactly("xref:shop/test.item/=C");
            bed.sql("insert into cross_reference values ('shop', 'test.item', '73', 'C', now())");
            bed.clock.advance(Duration.ofSeconds(11));
            bed.eventuallyLane("C", "delivered");
            assertThat(bed.partner.calls()).hasSize(2);
            bed.sql("insert into cross_reference values ('shop', 'test.item', '60', 'A', now())");
            bed.state("A", 2, "{\"sku\":\"A\"}");
            bed.eventually(() -> bed.partner.calls().size() == 3);
            assertThat(bed.partner.calls().get(2).body())
                    .as("the id that was linked last")
                    .isEqualTo("{\"items\":[{\"sku\":\"A\",\"remote\":\"60\"}]}");
        }
    }

    @Test
    void whatMissesAReferenceForSevenDaysIsADeadLetterThoughItsStateChangedMeanwhile() {
        Map<String, ResolveRule> resolve = Map.of(
                "remote",
                new ResolveRule(
                        ResolveRule.Type.XREF,
                        "test.item",
                        new KeyRule.Fields(List.of("sku")),
                        null,
                        ResolveRule.Missing.HOLD));
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, NO_WINDOW, resolve))) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(
                    () -> bed.rows("select waiting_on from outbox_lane").equals(List.of("xref:shop/test.item/=A")));
            bed.clock.advance(Duration.ofDays(6));
            bed.level("A", 2, 4);
            bed.level("B", 1, 1);
            bed.eventually(() -> bed.rows("select key from outbox_lane where waiting_on is not null")
                            .size()
                    == 2);
            assertThat(bed.rows("select code from dead_letter")).isEmpty();
            bed.clock.advance(Duration.ofDays(1));
            bed.eventuallyLane("A", "dead");

            assertThat(bed.rows("select code || ' ' || lane_key || ' ' || category from dead_letter"))
                    .containsExactly("hold_expired A missing_reference");
            assertThat(bed.lane("B")).isEqualTo("due");
            bed.sql("insert into cross_reference values ('shop', 'test.item', '71', 'A', now())");
            bed.level("A", 3, 3);
            bed.eventuallyLane("A", "delivered");
        }
    }

    @Test
    void aRiseWaitsForItsWindowWhileAFallAndZeroGoAtOnce() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ofSeconds(2), Map.of()))) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.level("A", 2, 9);
            bed.level("A", 3, 10);
            bed.level("B", 1, 1);
            bed.eventuallyLane("B", "delivered");
            assertThat(bed.lane("A")).isEqualTo("due");
            bed.level("A", 4, 4);
            bed.eventuallyLane("A", "delivered");
            bed.level("A", 5, 7);
            bed.level("B", 2, 0);
            bed.eventuallyLane("B", "delivered");
            assertThat(bed.lane("A")).isEqualTo("due");
            bed.clock.advance(Duration.ofSeconds(2));
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls().stream().filter(call -> call.body().contains("\"A\"")))
                    .extracting(FakeDestination.Call::body)
                    .satisfiesExactly(
                            body -> assertThat(body).contains("\"5\""),
                            body -> assertThat(body).contains("\"4\""),
                            body -> assertThat(body).contains("\"7\""));
        }
    }

    @Test
    void anErrorInATurnSilencesNoDestination() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, NO_WINDOW, Map.of()))) {
            bed.node().deliver();
            bed.state("A", 1, "{\"sku\":\"A\",\"available\":\"5\",\"breaks\":true}");
            bed.eventuallyLane("A", "delivered");
            assertThat(bed.partner.calls()).hasSize(1);
        }
    }

    @Test
    void aPausedConnectionKeepsItsBacklog() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, NO_WINDOW, Map.of()))) {
            DeliveryBed.Node node = bed.node().deliver();
            node.delivery.states().pause("shop", "ana", "stock take");
            bed.eventually(
                    () -> node.delivery.deliveries().status("shop").get(0).paused());
            bed.level("B", 1, 5);
            bed.level("A", 1, 5);
            assertThat(bed.partner.calls()).isEmpty();
            node.delivery.states().resume("shop", "ana", "done");
            // A worker that looked just before the pause has put the hints it took aside for a moment
            bed.clock.advance(Duration.ofSeconds(1));
            bed.eventuallyLane("A", "delivered");
            bed.eventuallyLane("B", "delivered");
        }
    }

    @Test
    void aStateThatFailedForThreeDaysBecomesADeadLetterOnceAndANewerStateRevivesTheLane() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, NO_WINDOW, Map.of()))) {
            bed.partner.always(call -> FakeDestination.answer(503, "{}"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            bed.clock.advance(Duration.ofDays(2));
            bed.eventually(() -> bed.partner.calls().size() == 2);
            bed.eventually(
                    () -> bed.rows("select state from delivery where calls = 2").equals(List.of("unknown")));
            assertThat(bed.rows("select code from dead_letter")).isEmpty();
            bed.clock.advance(Duration.ofDays(2));
            bed.eventuallyLane("A", "dead");
            assertThat(bed.rows("select code || ' ' || category from dead_letter"))
                    .containsExactly("http_503 partner_unavailable");

            bed.partner.always(call -> FakeDestination.answer(200, "{}"));
            bed.level("A", 2, 6);
            bed.eventuallyLane("A", "delivered");
            assertThat(bed.rows("select state from dead_letter")).containsExactly("resolved");
        }
    }

    @Test
    void everyEventOfAQueueLaneIsToldInOrder() {
        try (DeliveryBed bed = new DeliveryBed(Plans.events())) {
            bed.partner.next(FakeDestination.answer(429, "", "Retry-After", "1"));
            bed.node().deliver();
            for (int i = 1; i <= 5; i++) {
                bed.state("O-1", i, "{\"n\":" + i + "}");
            }
            bed.state("O-1", 3, "{\"n\":3}");
            bed.eventually(() -> bed.rows("select state from delivery").contains("postponed"));
            bed.clock.advance(Duration.ofSeconds(3));
            bed.eventually(
                    () -> bed.partner.calls().size() == 6 && bed.lane("O-1").equals("delivered"));

            assertThat(bed.partner.calls().stream().skip(1).map(FakeDestination.Call::body))
                    .containsExactly(
                            "{\"items\":[{\"n\":1}]}",
                            "{\"items\":[{\"n\":2}]}",
                            "{\"items\":[{\"n\":3}]}",
                            "{\"items\":[{\"n\":4}]}",
                            "{\"items\":[{\"n\":5}]}");
            assertThat(key(bed, 1)).isEqualTo(key(bed, 0));
            assertThat(bed.rows("select sequence from outbox_entry")).isEmpty();
        }
    }

    @Test
    void aDestinationThatIsDownKeepsFewHintsAndAllLanesArriveAfterwards() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(50, NO_WINDOW, Map.of()))) {
            DeliveryBed.Node node = bed.node(20).deliver();
            bed.partner.always(call -> FakeDestination.answer(503, "{}", "Retry-After", "600"));
            bed.level("first", 1, 1);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            for (int batch = 0; batch < 10; batch++) {
                List<DesiredState> states = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    states.add(bed.desired("K" + (batch * 50 + i), 1, "{\"available\":\"1\"}"));
                }
                bed.write(states);
            }
            assertThat(node.signals.feed("shop.levels").size()).isLessThanOrEqualTo(20);
            assertThat(bed.partner.calls()).hasSize(1);
            bed.partner.always(call -> FakeDestination.answer(200, "{}"));
            bed.clock.advance(Duration.ofSeconds(605));
            bed.eventually(() -> bed.rows("select key from outbox_lane where state <> 'delivered'")
                    .isEmpty());
            assertThat(bed.partner.calls().size()).isLessThan(80);
        }
    }

    @Test
    void aBudgetHoldsForAllCallsOfTheClient() {
        try (DeliveryBed bed =
                new DeliveryBed(Plans.levels(1, NO_WINDOW, Map.of()), Budget.fixed(2, Duration.ofSeconds(10), 0))) {
            bed.node().deliver();
            for (int i = 0; i < 4; i++) {
                bed.level("K" + i, 1, 1);
            }
            bed.eventually(() -> bed.rows("select key from outbox_lane where state = 'delivered'")
                            .size()
                    == 2);
            assertThat(bed.partner.calls()).hasSize(2);
            bed.clock.advance(Duration.ofSeconds(10));
            bed.eventually(() -> bed.rows("select key from outbox_lane where state = 'delivered'")
                            .size()
                    == 4);
        }
    }
}
