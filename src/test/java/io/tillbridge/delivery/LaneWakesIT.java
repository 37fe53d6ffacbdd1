package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.outbox.Outbox;
import io.tillbridge.support.Plans;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Lanes that are written by who cannot tell the workers after his commit. */
class LaneWakesIT {

    private static DeliveryBed bed() {
        return new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
    }

    private static void schedule(DeliveryBed bed, long sequence, long available) throws SQLException {
        try (Connection tx = bed.database.getConnection()) {
            tx.setAutoCommit(false);
            new Outbox()
                    .schedule(
                            tx,
                            List.of(bed.desired("A", sequence, "{\"sku\":\"A\",\"available\":\"" + available + "\"}")),
                            bed.clock.instant());
            tx.commit();
        }
    }

    private static List<String> wakes(DeliveryBed bed) {
        return bed.rows("select key from lane_wake order by id");
    }

    @Test
    void aNodeThatNobodyToldOfThemFindsThemAndTakesThemOnce() throws SQLException {
        try (DeliveryBed bed = bed()) {
            bed.node().deliver();
            bed.level("B", 1, 1);
            bed.eventuallyLane("B", "delivered"); // it has walked
            schedule(bed, 1, 5);
            schedule(bed, 2, 4);
            bed.eventuallyLane("A", "delivered");
            bed.eventually(() -> wakes(bed).isEmpty());
            assertThat(bed.rows("select delivered_sequence from outbox_lane where key = 'A'"))
                    .containsExactly("2");
        }
    }

    @Test
    void aClaimThatIsRolledBackLeavesThemToTheNextNode() throws SQLException {
        try (DeliveryBed bed = bed();
                Connection crashed = bed.database.getConnection()) {
            DeliveryBed.Node node = bed.node();
            schedule(bed, 1, 5);
            crashed.setAutoCommit(false);
            assertThat(LaneWakes.take(crashed, node.destination, bed.clock.instant(), 8))
                    .containsExactly("A");
            WindowWaits waits = new WindowWaits(10, node.signals.feed("shop.levels"));
            assertThat(node.stage.woken(node.destination, waits))
                    .as("another node has them")
                    .isNull();
            crashed.rollback();
            assertThat(Objects.requireNonNull(node.stage.woken(node.destination, waits))
                            .lanes())
                    .extracting(Lane::key)
                    .containsExactly("A");
            assertThat(wakes(bed)).isEmpty();
        }
    }

    @Test
    void whatNobodyTakesForADayIsForgotten() throws SQLException {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            schedule(bed, 1, 5);
            bed.clock.advance(Duration.ofDays(1));
            node.stage.sweepHeld(node.destination);
            assertThat(wakes(bed)).containsExactly("A");
            bed.clock.advance(Duration.ofSeconds(1));
            node.stage.sweepHeld(node.destination);
            assertThat(wakes(bed)).isEmpty();
            assertThat(bed.lane("A")).as("a walk finds it").isEqualTo("due");
        }
    }
}
