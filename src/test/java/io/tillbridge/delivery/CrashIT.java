package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Received;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.Plans;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A process dies between the two transactions of a delivery, or only believes that it is still alive. */
class CrashIT {

    private static final Answer OK = new Answer.Ok(new Received(200, Map.of(), new byte[0], MissingNode.getInstance()));

    private static Attempt claim(DeliveryBed.Node node, String key) throws SQLException {
        WindowWaits waits = new WindowWaits(10, node.signals.feed("shop.levels"));
        return Objects.requireNonNull(node.stage.hinted(node.destination, List.of(key), waits));
    }

    private static void leaseEnds(DeliveryBed bed) {
        bed.sql(
                "update delivery set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null");
    }

    @Test
    void aCrashBetweenFreezeAndCallIsTakenOverWithTheSameBytesAndTheStateIsSentOnceMore() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            bed.level("A", 1, 5);
            Attempt lost = claim(bed.node(), "A");
            bed.node().deliver();
            assertThat(bed.partner.calls()).as("the lease holds").isEmpty();
            leaseEnds(bed);
            bed.eventually(() -> bed.partner.calls().size() == 1);
            bed.eventually(() -> bed.rows("select state from outbox_lane where retry_at is not null")
                    .equals(List.of("due")));
            bed.clock.advance(Duration.ofSeconds(2));
            bed.eventuallyLane("A", "delivered");

            FakeDestination.Call first = bed.partner.calls().get(0);
            assertThat(first.body()).isEqualTo(new String(lost.request().body(), StandardCharsets.UTF_8));
            assertThat(first.headers())
                    .containsEntry("idempotency-key", lost.request().headers().get("Idempotency-Key"));
            assertThat(bed.partner.calls()).hasSize(2);
            assertThat(bed.partner.calls().get(1).body()).isEqualTo(first.body());
        }
    }

    @Test
    void aNewerStateThatFollowsATakeoverIsSentOnceMoreWhenTheOldCallMustHaveEnded() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            bed.level("A", 1, 5);
            claim(bed.node(), "A");
            bed.level("A", 2, 3);
            leaseEnds(bed);
            bed.node().deliver();
            toldAndToBeToldAgain(bed, "2");
            bed.clock.advance(Duration.ofSeconds(2));
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls())
                    .extracting(FakeDestination.Call::body)
                    .satisfiesExactly(
                            body -> assertThat(body).contains("\"5\""),
                            body -> assertThat(body).contains("\"3\""),
                            body -> assertThat(body).contains("\"3\""));
            assertThat(bed.rows("select key from outbox_lane where older_call_until is not null"))
                    .isEmpty();
        }
    }

    @Test
    void aNewerStateDoesNotWaitForTheSecondTellingOfTheOlderOne() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            bed.level("A", 1, 5);
            claim(bed.node(), "A");
            leaseEnds(bed);
            bed.node().deliver();
            toldAndToBeToldAgain(bed, "1");
            bed.level("A", 2, 6);
            bed.eventually(() -> bed.partner.calls().size() == 2);
            toldAndToBeToldAgain(bed, "2");
            bed.clock.advance(Duration.ofSeconds(2));
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls())
                    .extracting(FakeDestination.Call::body)
                    .satisfiesExactly(
                            body -> assertThat(body).contains("\"5\""),
                            body -> assertThat(body).contains("\"6\""),
                            body -> assertThat(body).contains("\"6\""));
        }
    }

    @Test
    void anOutcomeOfAHolderThatLostItsLeaseCountsForNothing() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            DeliveryBed.Node slow = bed.node();
            DeliveryBed.Node fast = bed.node();
            bed.level("A", 1, 5);
            Attempt first = claim(slow, "A");
            leaseEnds(bed);
            Attempt second = Objects.requireNonNull(fast.stage.repeat(fast.destination));
            assertThat(second.epoch()).isGreaterThan(first.epoch());
            assertThat(second.request().body()).isEqualTo(first.request().body());

            slow.stage.record(slow.destination, first, OK);
            assertThat(bed.lane("A")).isEqualTo("in_flight");
            fast.stage.record(fast.destination, second, OK);
            assertThat(bed.rows("select delivered_sequence from outbox_lane")).containsExactly("1");
            slow.stage.record(slow.destination, first, new Answer.Unknown("late", "late", Duration.ZERO));
            assertThat(bed.rows("select state from delivery")).containsExactly("delivered");
        }
    }

    @Test
    void twoWorkersNeverClaimOneLane() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            DeliveryBed.Node one = bed.node();
            DeliveryBed.Node two = bed.node();
            bed.level("A", 1, 5);
            claim(one, "A");
            WindowWaits waits = new WindowWaits(10, two.signals.feed("shop.levels"));

            assertThat(two.stage.hinted(two.destination, List.of("A"), waits)).isNull();
            assertThat(two.stage.repeat(two.destination)).isNull();
        }
    }

    @Test
    void aNewerStatePostedWhileAnOlderOneIsInFlightFollowsIt() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            Attempt attempt = claim(node, "A");
            bed.level("A", 2, 4);
            assertThat(bed.lane("A")).isEqualTo("in_flight");
            node.stage.record(node.destination, attempt, OK);

            assertThat(bed.rows("select state || delivered_sequence || sequence || delivered_level from outbox_lane"))
                    .containsExactly("due125");
            assertThat(node.signals.feed("shop.levels").take(10)).containsExactly("A");
        }
    }

    private static void toldAndToBeToldAgain(DeliveryBed bed, String sequence) {
        bed.eventually(() -> bed.rows("select delivered_sequence from outbox_lane where retry_at is not null")
                .equals(List.of(sequence)));
    }
}
