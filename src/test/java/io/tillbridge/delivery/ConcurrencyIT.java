package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Budget;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A connector's budget says how many calls may be under way at once. */
class ConcurrencyIT {

    private static final Pattern EVENT = Pattern.compile("\"lane\":\"(\\w+)\",\"n\":(\\d+)");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A partner that keeps calls until a number of them is under way, and knows which lanes those are about. */
    private static final class Meeting {

        private final CountDownLatch together;
        private final Set<String> underWay = ConcurrentHashMap.newKeySet();
        private final Set<String> clashes = ConcurrentHashMap.newKeySet();

        Meeting(int calls) {
            together = new CountDownLatch(calls);
        }

        Behaviour take(Call call) {
            Set<String> lanes = new HashSet<>();
            Matcher event = EVENT.matcher(call.body());
            while (event.find()) {
                lanes.add(event.group(1));
            }
            lanes.stream().filter(lane -> !underWay.add(lane)).forEach(clashes::add);
            together.countDown();
            try {
                if (!together.await(10, TimeUnit.SECONDS)) {
                    return FakeDestination.answer(500, "{}");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            underWay.removeAll(lanes);
            return FakeDestination.answer(200, "{}");
        }
    }

    @Test
    void asManyCallsAsTheBudgetAllowsAreUnderWayAndNoTwoOfOneLane() {
        try (DeliveryBed bed = new DeliveryBed(Plans.events(), Budget.fixed(1_000, SECOND, 3))) {
            Meeting meeting = new Meeting(3);
            bed.partner.always(meeting::take);
            bed.node().deliver();
            for (int n = 1; n <= 8; n++) {
                for (String lane : List.of("A", "B", "C", "D")) {
                    bed.state(lane, n, "{\"lane\":\"" + lane + "\",\"n\":" + n + "}");
                }
            }
            bed.eventually(() -> {
                bed.clock.advance(SECOND);
                return bed.rows("select sequence from outbox_entry").isEmpty();
            });

            assertThat(bed.partner.calls()).hasSize(32);
            assertThat(meeting.clashes).isEmpty();
            for (String lane : List.of("A", "B", "C", "D")) {
                assertThat(bed.partner.calls().stream()
                                .map(Call::body)
                                .filter(body -> body.contains("\"" + lane + "\""))
                                .map(ConcurrencyIT::number))
                        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            }
        }
    }

    private static int number(String body) {
        Matcher event = EVENT.matcher(body);
        assertThat(event.find()).isTrue();
        return Integer.parseInt(event.group(2));
    }
}
