package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallPaceTest {

    private static final int FULL = 100;

    private long now;
    private final CallPace pace = new CallPace(Duration.ofMillis(40), () -> now);

    @Test
    void whoRestedCallsAtOnce() {
        assertThat(pace.rest(1, FULL)).isZero();
    }

    @Test
    void aCallThatIsNotFullWaitsForMore() {
        pace.called();
        later(Duration.ofMillis(10));
        assertThat(pace.rest(1, FULL)).isEqualTo(Duration.ofMillis(30));
        later(Duration.ofMillis(30));
        assertThat(pace.rest(1, FULL)).isZero();
        pace.called();
        assertThat(pace.rest(1, FULL)).as("another worker").isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void hintsThatLedToNoCallDelayNobody() {
        assertThat(pace.rest(1, FULL)).isZero();
        assertThat(pace.rest(1, FULL)).isZero();
    }

    @Test
    void aFullCallWaitsForNothing() {
        pace.called();
        assertThat(pace.rest(FULL, FULL)).isZero();
        pace.called();
        assertThat(pace.rest(FULL, FULL)).isZero();
    }

    @Test
    void whoLooksForOtherWorkIsNotPaced() {
        pace.called();
        assertThat(pace.rest(0, FULL)).isZero();
        assertThat(pace.rest(1, FULL)).isEqualTo(Duration.ofMillis(40));
    }

    private void later(Duration time) {
        now += time.toNanos();
    }
}
