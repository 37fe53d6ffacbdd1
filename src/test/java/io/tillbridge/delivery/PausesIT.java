package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Received;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.Plans;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A lane that failed pauses; what a newer state does to the pause. */
class PausesIT {

    private static final String BUSY = "{\"errors\":[{\"index\":0,\"code\":\"BUSY\"}]}";

    private static DeliveryBed bed() {
        return new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
    }

    private static void paused(DeliveryBed bed) {
        bed.eventually(() -> bed.rows("select state from outbox_lane where retry_at is not null")
                .equals(List.of("due")));
    }

    private static Attempt claim(DeliveryBed.Node node, List<String> keys) throws SQLException {
        WindowWaits waits = new WindowWaits(10, node.signals.feed("shop.levels"));
        return Objects.requireNonNull(node.stage.hinted(node.destination, keys, waits));
    }

    private static Received received(int status, String body) {
        return new Received(
                status, Map.of(), new byte[0], body.isEmpty() ? MissingNode.getInstance() : ExactJson.parse(body));
    }

    private static String last(DeliveryBed bed) {
        List<Call> calls = bed.partner.calls();
        return calls.get(calls.size() - 1).body();
    }

    @Test
    void aFigureThatFallsOrIsZeroDoesNotWaitForThePauseOfItsLaneAndOneThatRisesDoes() {
        try (DeliveryBed bed = bed()) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.partner.next(FakeDestination.answer(200, BUSY), FakeDestination.answer(200, BUSY));
            bed.level("A", 2, 9);
            paused(bed);
            bed.level("A", 3, 10);
            paused(bed);
            bed.level("A", 4, 4);
            bed.eventually(() -> bed.partner.calls().size() == 3);
            paused(bed);
            bed.level("A", 5, 0);
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls())
                    .extracting(Call::body)
                    .satisfiesExactly(
                            body -> assertThat(body).contains("\"5\""),
                            body -> assertThat(body).contains("\"9\""),
                            body -> assertThat(body).contains("\"4\""),
                            body -> assertThat(body).contains("\"0\""));
        }
    }

    @Test
    void aFigureThatFellWhileItsLaneFailedDoesNotWaitEither() throws SQLException {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            node.stage.record(node.destination, claim(node, List.of("A")), new Answer.Ok(received(200, "")));
            bed.level("A", 2, 9);
            Attempt attempt = claim(node, List.of("A"));
            bed.level("A", 3, 4);
            node.signals.feed("shop.levels").take(10);
            node.stage.record(node.destination, attempt, new Answer.Ok(received(200, BUSY)));

            assertThat(bed.rows("select state from outbox_lane where retry_at is null"))
                    .containsExactly("due");
            assertThat(node.signals.feed("shop.levels").take(10)).containsExactly("A");
        }
    }

    @Test
    void aLaneThatFailsAgainAndAgainIsNotCalledForEveryNewState() {
        try (DeliveryBed bed = bed()) {
            bed.node().deliver();
            bed.level("A", 1, 100);
            bed.eventuallyLane("A", "delivered");
            bed.partner.always(call -> FakeDestination.answer(200, BUSY));
            for (int sold = 1; sold <= 20; sold++) {
                bed.level("A", 1 + sold, sold % 4 == 0 ? 0 : 100 - sold);
                paused(bed);
            }
            assertThat(bed.partner.calls())
                    .as("told once, then four times in vain")
                    .hasSize(5);

            bed.partner.always(call -> FakeDestination.answer(200, "{}"));
            bed.clock.advance(Duration.ofMinutes(10));
            bed.eventuallyLane("A", "delivered");
            assertThat(bed.partner.calls()).hasSize(6);

            bed.partner.next(FakeDestination.answer(200, BUSY));
            bed.level("A", 30, 50);
            paused(bed);
            bed.level("A", 31, 0);
            bed.eventuallyLane("A", "delivered");
            assertThat(last(bed)).contains("\"0\"");
        }
    }

    @Test
    void newerStatesDoNotEndTheHalvingOfARefusedBatch() throws SQLException {
        List<String> keys = List.of("A", "B", "C", "D");
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            keys.forEach(key -> bed.level(key, 1, 5));
            node.stage.record(node.destination, claim(node, keys), new Answer.Ok(received(200, "")));
            keys.forEach(key -> bed.level(key, 2, 4));
            node.stage.record(
                    node.destination, claim(node, keys), new Answer.Refused("http_422", "no", received(422, "")));
            keys.forEach(key -> bed.level(key, 3, 3));
            bed.partner.always(call -> FakeDestination.answer(call.body().contains("\"C\"") ? 422 : 200, "{}"));
            bed.node().deliver();
            bed.eventuallyLane("C", "dead");
            List.of("A", "B", "D").forEach(key -> bed.eventuallyLane(key, "delivered"));

            assertThat(bed.partner.calls())
                    .allSatisfy(call -> assertThat(ExactJson.parse(call.body()).path("items"))
                            .hasSizeLessThanOrEqualTo(2));
        }
    }
}
