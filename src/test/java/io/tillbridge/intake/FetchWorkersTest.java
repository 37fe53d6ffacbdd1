package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class FetchWorkersTest {

    private final Semaphore further = new Semaphore(1);
    private final FetchWorkers workers = new FetchWorkers(further);

    @Test
    void whoFindsNothingDueLooksOnceMoreWhenOneWasTurnedAwayMeanwhile() {
        assertThat(workers.join(1)).isTrue();
        assertThat(workers.join(1)).as("a fetch became due").isFalse();
        assertThat(workers.leave()).isFalse();
        assertThat(workers.leave()).isTrue();
    }

    @Test
    void theFirstNeedsNoPermitAndEveryFurtherOneGivesItsOwnBack() {
        FetchWorkers others = new FetchWorkers(further);
        assertThat(workers.join(3)).isTrue();
        assertThat(workers.join(3)).isTrue();
        assertThat(workers.join(3)).as("no permit is left").isFalse();
        assertThat(others.join(3)).as("the first of another turn").isTrue();
        workers.drop();
        assertThat(further.availablePermits()).isEqualTo(1);
        workers.drop();
        assertThat(further.availablePermits()).isEqualTo(1);
    }

    @Test
    void noneJoinsWhileTheTurnRestsAndOneWakesIt() {
        assertThat(workers.join(2)).isTrue();
        assertThat(workers.join(2)).isTrue();
        assertThat(workers.rest()).isTrue();
        assertThat(workers.rest()).as("another wakes it").isFalse();
        assertThat(workers.join(2)).isFalse();
        workers.wake();
        assertThat(workers.join(2)).isTrue();
        assertThat(further.availablePermits()).isEqualTo(1);
    }
}
