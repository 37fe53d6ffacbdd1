package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.deadletter.Desk;
import io.tillbridge.deadletter.Lineage;
import io.tillbridge.deadletter.Replays;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FailsAgainIT {

    @Test
    void aLaneThatIsRefusedAgainAfterItsReplayHasOneLetterWithItsLineage() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()))) {
            Replays replays = new Replays(bed.database, bed.clock, (tx, id, by, reason, items) -> {});
            bed.partner.always(call -> FakeDestination.answer(422, "{}"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> letters(bed).equals(List.of("http_422 new 1 0")));
            UUID letter = UUID.fromString(
                    bed.rows("select dead_letter_id from dead_letter").get(0));

            bed.partner.always(call -> FakeDestination.answer(410, "{}"));
            bed.clock.advance(Duration.ofHours(1));
            assertThat(replays.start(List.of(letter), "ana", "listed").replayed())
                    .isEqualTo(1);
            bed.eventually(() -> letters(bed).equals(List.of("http_410 new 2 1")));

            Lineage lineage = new Desk(bed.database).lineage(letter);
            assertThat(lineage.failures()).extracting(Lineage.Failed::code).containsExactly("http_422", "http_410");
            assertThat(lineage.replays()).extracting(Lineage.Ordered::reason).containsExactly("listed");

            bed.partner.always(call -> FakeDestination.answer(200, "{}"));
            replays.start(List.of(letter), "ana", "really listed");
            bed.eventuallyLane("A", "delivered");
            assertThat(letters(bed)).containsExactly("http_410 replayed 2 2");
        }
    }

    private static List<String> letters(DeliveryBed bed) {
        return bed.rows("select code || ' ' || state || ' ' || failures || ' ' || replays from dead_letter");
    }
}
