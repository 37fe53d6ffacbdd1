package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.Plans;
import io.tillbridge.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Time with an open breaker does not count towards giving up, but it ends, whatever becomes of the node that noted it. */
class OutagesIT {

    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String API = "shop.api";

    private final DataSource database = TestDatabase.fresh();
    private final ManualClock clock = new ManualClock(START);
    private final Outages one = new Outages(database, clock, "one");
    private final Outages two = new Outages(database, clock, "two");

    private Duration open() throws SQLException {
        try (Connection tx = database.getConnection()) {
            return one.open(tx, API, START, clock.instant());
        }
    }

    @Test
    void aHubThatDiedWhileABreakerWasOpenStillGivesUpAfterItsRestart() {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(1, Duration.ZERO, Map.of()))) {
            bed.partner.always(call -> FakeDestination.answer(500, "{}"));
            DeliveryBed.Node killed = bed.node().deliver();
            for (int i = 0; i < 5; i++) {
                bed.level("K" + i, 1, 1);
            }
            bed.eventually(() -> bed.rows("select client from breaker_outage").size() == 1);
            bed.eventually(() -> bed.rows("select state from delivery where state = 'unknown'")
                            .size()
                    == 5);
            killed.close();
            assertThat(bed.rows("select node from breaker_outage where closed_at is null"))
                    .containsExactly("one");

            bed.node().deliver();
            assertThat(bed.rows("select node from breaker_outage where closed_at is null"))
                    .isEmpty();
            bed.clock.advance(Duration.ofDays(3));
            for (int i = 0; i < 5; i++) {
                bed.eventuallyLane("K" + i, "dead");
            }
        }
    }

    @Test
    void timeThatSeveralNodesNotedCountsOnce() throws SQLException {
        one.changed(API, true);
        clock.advance(HOUR);
        two.changed(API, true);
        one.changed(API, true);
        clock.advance(HOUR);
        one.changed(API, false);
        clock.advance(HOUR);
        two.changed(API, false);
        clock.advance(HOUR);

        assertThat(open()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void aNodeThatClosesLeavesTheRowsOfOthers() throws SQLException {
        one.changed(API, true);
        two.changed(API, true);
        clock.advance(Duration.ofMinutes(20));
        two.started(API);
        clock.advance(Duration.ofMinutes(20));

        assertThat(open()).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void whatANodeThatNeverReturnsLeftOpenEndsAnHourAfterItsLastProbe() throws SQLException {
        two.changed(API, true);
        clock.advance(Duration.ofMinutes(10));
        two.changed(API, true);
        clock.advance(Duration.ofDays(4));

        assertThat(open()).isEqualTo(Duration.ofMinutes(70));
    }
}
