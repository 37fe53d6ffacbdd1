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

    @Test
    void whilePostingIsBehindCallsAreMadeInRounds() {
        behind();
        pace.called();
        assertThat(pace.rest(FULL, FULL)).as("all that is there is told").isZero();
        pace.called();
        assertThat(pace.rest(FULL - 1, FULL)).as("the rest gathers").isEqualTo(Duration.ofMillis(400));
        later(Duration.ofMillis(300));
        assertThat(pace.rest(5 * FULL, FULL)).as("as do full calls' worth").isEqualTo(Duration.ofMillis(100));
        later(Duration.ofMillis(100));
        assertThat(pace.rest(5 * FULL, FULL)).isZero();
    }

    @Test
    void afterTheLastBurstCallsAreAsBefore() {
        behind();
        pace.called();
        assertThat(pace.rest(1, FULL)).isEqualTo(Duration.ofMillis(400));
        later(Duration.ofMillis(999));
        pace.called();
        later(Duration.ofMillis(1));
        assertThat(pace.rest(1, FULL)).isEqualTo(Duration.ofMillis(39));
        assertThat(pace.rest(FULL, FULL)).isZero();
    }

    @Test
    void aSingleBurstOrManySmallCommitsAreToldAsBefore() {
        pace.told(2 * FULL, FULL);
        pace.called();
        assertThat(pace.rest(1, FULL)).isEqualTo(Duration.ofMillis(40));
        later(Duration.ofSeconds(1));
        pace.told(2 * FULL, FULL);
        pace.called();
        assertThat(pace.rest(1, FULL)).as("a second later").isEqualTo(Duration.ofMillis(40));
        pace.told(2 * FULL - 1, FULL);
        assertThat(pace.rest(1, FULL)).as("a smaller one").isEqualTo(Duration.ofMillis(40));
    }

    private void behind() {
        pace.told(2 * FULL, FULL);
        pace.told(2 * FULL, FULL);
    }

    private void later(Duration time) {
        now += time.toNanos();
    }
}
